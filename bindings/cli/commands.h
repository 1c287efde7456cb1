/* Commands that ask the rulebook. */
#ifndef THERAPYCODE_CLI_COMMANDS_H
#define THERAPYCODE_CLI_COMMANDS_H

#include "cli.h"

struct lookup {
    struct therapycode_engine *engine;
    struct style style;
    int32_t date;
    char **names;
    int name_count;
    int words;   /* --words, where the usage has it */
};

/* Options that these commands share. EXIT_EVALUATED: go on; -1: help was printed; else the exit status. */
int therapycode_own_lookup_begin(int argc, char **argv, const char *usage, struct lookup *out);
void therapycode_own_print_code(const struct lookup *l, const struct therapycode_code *code);
int therapycode_own_print_code_periods(const struct lookup *l, const char *name);
void therapycode_own_print_rule(const struct lookup *l, const struct therapycode_rule *rule);

/* Every option of a policy. 0: there is none of that name. */
int therapycode_own_print_policy(const struct lookup *l, const char *name);

int therapycode_own_command_codes(int argc, char **argv);
int therapycode_own_command_rules(int argc, char **argv);
int therapycode_own_command_policies(int argc, char **argv);
int therapycode_own_command_explain(int argc, char **argv);

#endif
