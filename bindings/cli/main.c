/* therapycode: from a rehabilitation visit to a defensible claim, on the command line. */
#include "commands.h"

#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *what;
} commands[] = {
    { "evaluate", therapycode_own_command_evaluate, "a visit: claim lines, why, what the note lacks" },
    { "audit", therapycode_own_command_audit, "many visits: a summary of what is wrong" },
    { "day", therapycode_own_command_day, "a clinician's or a clinic's day across patients" },
    { "explain", therapycode_own_command_explain, "a code: what speaks for it; a rule: where it stands" },
    { "codes", therapycode_own_command_codes, "the codes and how they are counted" },
    { "rules", therapycode_own_command_rules, "the rules and their citations" },
    { "policies", therapycode_own_command_policies, "the payers' policies and their options" }
};

static void print_help(FILE *file)
{
    size_t i;
    fputs("usage: therapycode COMMAND [options] ...\n\n", file);
    for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
        fprintf(file, "  %-10s %s\n", commands[i].name, commands[i].what);
    fputs("  version    of the program, its rules, and whose codes they are\n"
          "\n'therapycode COMMAND --help' tells more.\n", file);
}

static int print_version(void)
{
    struct engine_options none = { { NULL }, 0 };
    struct therapycode_engine *engine = therapycode_own_make_engine(&none);
    const struct therapycode_info *info = therapycode_engine_info(engine);
    char from[16], to[16];
    if (info == NULL)
        return EXIT_USAGE;
    printf("therapycode %s\n", therapycode_version());
    printf("rules %s, for dates of service from %s up to %s\n", info->release,
           therapycode_own_date(info->verified_from, from), therapycode_own_date(info->verified_to, to));
    printf("digest %s\n\n", info->digest);
    fputs("CPT(R) is a registered trademark of the American Medical Association. Five-digit\n"
          "code numbers stand here as identifiers in payer rules; no CPT descriptor or\n"
          "guideline text is included, the AMA does not endorse this program, and no\n"
          "licence to CPT is granted: users who need one obtain it from the AMA. NCCI\n"
          "content is CMS's responsibility. Labels are the project's own words.\n", stdout);
    therapycode_engine_unref(engine);
    return EXIT_EVALUATED;
}

int main(int argc, char **argv)
{
    size_t i;
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return EXIT_EVALUATED;
    }
    if (strcmp(argv[1], "version") == 0 || strcmp(argv[1], "--version") == 0)
        return print_version();
    for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(argv[1], commands[i].name) == 0) {
            int result = commands[i].run(argc - 1, argv + 1);
            /* a full disk or a closed pipe must not look like success */
            if (fflush(stdout) != 0 || ferror(stdout)) {
                therapycode_own_complain("the output cannot be written");
                return EXIT_REFUSED;
            }
            return result;
        }
    therapycode_own_complain("no such command");
    print_help(stderr);
    return EXIT_USAGE;
}
