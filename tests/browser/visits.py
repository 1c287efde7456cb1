"""Visits that a page has to bear: HTML in every text, right to left, endless lines, hundreds of rows, nothing."""

DAY = "2026-03-02"
MARKUP = ("<script>window.hurt=1</script><img src=x onerror='window.hurt=1'><svg onload=window.hurt=1></svg>"
          "</div></main></body><!-- x --><style>*{display:none}</style> "
          "&lt;b&gt; &amp;amp; &#x3C;i&#62; &bogus; &#0; ]]> \"'` ")


def visit(**fields):
    return {"date_of_service": DAY, "discipline": "PT", **fields}


def hostile():
    """(name, visit)"""
    yield "markup", visit(
        id=MARKUP,
        note="Sit to stand " + MARKUP + "≥ 90° µ \u202ereversed\x01 to get off the toilet x 10 min, min A.",
        activities=[{"id": "</td>" + MARKUP, "minutes": 10, "description": "</table>" + MARKUP + " stairs"}],
        goals=[{"id": "<g>", "text": "<i>Climb 4 steps</i> " + MARKUP + " by 05/01/2026"}])
    yield "directions", visit(
        id="\u05e9\u05dc\u05d5\u05dd \u202e evil", discipline="OT", activities=[{"code": "97530", "minutes": 15}],
        note="\u05d4\u05de\u05d8\u05d5\u05e4\u05dc \u2067Therapeutic activities x 15 min: sit to stand\u2069 to get "
             "off the toilet.\r\n\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u200f min A with dressing.\r"
             "Tolerated well. \U0001f469\u200d\U0001f9bd e\u0301")
    yield "long-lines", visit(
        id="x" * 300, activities=[{"id": "i" * 200, "code": "97110", "minutes": 15, "description": "B" * 3000}],
        note="A" * 5000 + " Therapeutic exercise x 15 min: " + "quadsets" * 400 + " to increase strength.\n"
             + "word " * 4000 + "Verbal cues for " + "y" * 500)
    yield "many-findings", visit(
        id="many", note="Therapeutic exercise x 10 min. Verbal cues for posture. " * 60,
        activities=[{"id": f"a{i}", "code": ("97110", "97530", "97140", "97112", "97116")[i % 5], "minutes": 10,
                     "billed_units": 3, "modifiers": ["GP"]} for i in range(200)])
    yield "no-note", visit(discipline="SLP", activities=[{"code": "92526"}])
    yield "nothing", visit()
    yield "left-open", visit(policy="total-only", activities=[{"code": "97110", "minutes": 20},
                                                              {"code": "97140", "minutes": 20}])
