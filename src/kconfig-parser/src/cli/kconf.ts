#!/usr/bin/env -S node --min-semi-space-size=96 --max-semi-space-size=96
import "./process-main.js";
