#!/usr/bin/env node
import { runMakeMenus } from "./make-menuconfig.js";

process.exitCode = await runMakeMenus("busybox-menuconfig", "BusyBox", process.argv);
