// Lets the program start where no /proc is mounted, as in an empty root or a bare sandbox.
//
// Before `main`, Swift's runtime looks for its own directory, to know where the program for backtraces would be. In a static program it finds
// it through /proc/self/exe, and without that it ends the process with "Unable to obtain Swift runtime path". It looks no further when
// SWIFT_ROOT names a directory. There is no program for backtraces in such a place, so any directory will do.
//
// Source: `_swift_initRootPath` and `_swift_initRuntimePath` in stdlib/public/runtime/Paths.cpp of Swift 6.3.

#ifdef __linux__

#include <stdlib.h>
#include <unistd.h>

// Runs before the constructors of the runtime, which have no priority of their own.
__attribute__((constructor(101)))
static void allow_start_without_proc(void) {
    if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}

#endif
