rockspec_format = "3.0"
package = "therapycode"
version = "dev-1"
source = { url = "git+https://example.org/libtherapycode.git" }
description = {
  summary = "Turns a rehabilitation visit into a defensible claim: units, codes, documentation",
  license = "Apache-2.0",
}
dependencies = { "lua >= 5.1, < 5.5" }
external_dependencies = {
  THERAPYCODE = { header = "therapycode/therapycode.h", library = "therapycode" },
}
build = {
  type = "builtin",
  modules = {
    therapycode = {
      sources = { "therapycode.c" },
      libraries = { "therapycode" },
      incdirs = { "$(THERAPYCODE_INCDIR)" },
      libdirs = { "$(THERAPYCODE_LIBDIR)" },
    },
  },
}
