#include "base/date.h"

static int32_t month_days(int32_t year, int32_t month)
{
    static const int8_t days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        return 29;
    return days[month - 1];
}

int therapycode_impl_is_date(int32_t date)
{
    int32_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    return date >= 19000101 && date <= 99991231 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

/* Years counted from March, so that the leap day is the last: the usual era arithmetic of civil calendars. */
int32_t therapycode_impl_day_number(int32_t date)
{
    int32_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    int32_t shifted = month > 2 ? month - 3 : month + 9;
    if (month <= 2)
        year--;
    return year * 365 + year / 4 - year / 100 + year / 400 + (shifted * 153 + 2) / 5 + day - 1;
}

int32_t therapycode_impl_day_date(int32_t number)
{
    int32_t year = (int32_t)(((int64_t)number * 400) / 146097);
    int32_t rest, month, day;
    for (;;) {
        rest = number - (year * 365 + year / 4 - year / 100 + year / 400);
        if (rest < 0)
            year--;
        else if (rest >= 365 && number >= (year + 1) * 365 + (year + 1) / 4 - (year + 1) / 100 + (year + 1) / 400)
            year++;
        else
            break;
    }
    month = (rest * 5 + 2) / 153;
    day = rest - (month * 153 + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    if (month <= 2)
        year++;
    return year * 10000 + month * 100 + day;
}
