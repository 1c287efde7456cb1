/* One Check program: `suite_new` makes the suite; the exit status says whether anything failed or nothing ran. */
#ifndef THERAPYCODE_TESTS_CHECK_MAIN_H
#define THERAPYCODE_TESTS_CHECK_MAIN_H

#include <check.h>
#include <stdlib.h>

static Suite *suite_new(void);

int main(void)
{
    SRunner *runner = srunner_create(suite_new());
    int failed, ran;
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    ran = srunner_ntests_run(runner);
    srunner_free(runner);
    return failed == 0 && ran > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
