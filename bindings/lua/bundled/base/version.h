/* The version, from the one place where it stands: project() of the top CMakeLists.txt. */
#ifndef THERAPYCODE_BASE_VERSION_H
#define THERAPYCODE_BASE_VERSION_H

#define THERAPYCODE_IMPL_VERSION "0.1.0"

#endif
