#!/usr/bin/env -S node --min-semi-space-size=64 --max-semi-space-size=64
import "./process-main.js";
