#!/usr/bin/env node
import { runMakeMenus } from "./make-menuconfig.js";

process.exitCode = await runMakeMenus("linux-menuconfig", "Linux kernel", process.argv);
