// SPDX-License-Identifier: MIT
// Nothing: the target of this file makes the precompiled header of the tests.
