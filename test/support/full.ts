/** Whether everything is to be compared (`npm run conformance:full`), not the sample that every run of the tests takes. */
export const isFull = process.env.CONFORMANCE === "full";
