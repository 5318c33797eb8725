export { replaceFile } from "./atomic-write.js";
export type { Change } from "./change.js";
export {
  ABSENT,
  changedSince,
  DigestCache,
  type Looks,
  type TreeDigest,
  type TreeOptions,
} from "./digest-cache.js";
export { DiskStore, type DiskStoreOptions } from "./disk-store.js";
export type {
  Cancellation,
  PlanCounts,
  PlanEstimate,
  PlannedTask,
  RunCounts,
  SchedulerEvent,
} from "./events.js";
export {
  type Difference,
  type Digest,
  digestOf,
  type Fingerprint,
  fingerprintDifference,
  fingerprintDigest,
} from "./fingerprint.js";
export { GraphError } from "./graph-error.js";
export { Jobserver, type JobserverOptions, type MakeVersion, makeVersion } from "./jobserver.js";
export { type Lock, LockedError, type LockHolder, type LockOptions, lockHolder, takeLock } from "./lock.js";
export { MemoryStore } from "./memory-store.js";
export type { Decision, Plan, PlanOptions } from "./plan.js";
export { planCounts, planTasks } from "./plan-tasks.js";
export { type GroupOptions, type GroupResult, runInGroup } from "./process-group.js";
export { cancellationWords, changeWords, differenceWords } from "./reasons.js";
export type { Records, TaskRecord } from "./record.js";
export type { RunTasksOptions, RunTasksResult } from "./run-options.js";
export { runTasks } from "./run-tasks.js";
export { StorageError } from "./storage-error.js";
export type { Store, StoreEntry } from "./store.js";
export {
  type Batch,
  type BatchItem,
  type BatchReport,
  type Task,
  type TaskId,
  taskId,
  type Work,
  type WorkContext,
} from "./task.js";
export type { TaskState } from "./task-state.js";
