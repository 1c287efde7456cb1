#!/usr/bin/env python3
"""The page of `therapycode evaluate --report` in a real, headless Chromium.

Usage: check_browser.py THERAPYCODE FOLDER. Needs Debian's chromium, chromium-driver and python3-selenium: without
them it says so and ends with 77, which is no pass. With npm, axe-core is put into FOLDER and asked too.
Every check has a page that was broken for it: what goes unnoticed there fails the test.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "gates"))
from gate import Gate  # noqa: E402
import visits  # noqa: E402

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.keys import Keys
except ImportError:
    webdriver = None

CHECKS = (pathlib.Path(__file__).parent / "page_checks.js").read_text()
AXE = "axe-core@4.14.1"
EXAMPLES = ("pt-knee", "ot-stroke", "slp-swallow", "units-only")
WIDTHS = {"desktop": 1280, "phone": 360, "narrow": 320}
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")


# ---- what the page must say, reckoned from the JSON alone ----

def displayed(text):
    """Text as the page shows it: what steers is named, line ends are one."""
    text = re.sub("\r\n?", "\n", text)
    return STEERING.sub(lambda m: f"[U+{ord(m.group()):04X}]", text)


def numbered(answer):
    """{element id: its number}, and the elements that apply."""
    asked = [e for e in answer["documentation"]["elements"] if e["status"] != "not-applicable"]
    names = list(dict.fromkeys(e["id"] for e in asked))
    return {name: i + 1 for i, name in enumerate(names)}, asked


def expected_marks(note, answer):
    """[(words, [numbers])] of the note: evidence that overlaps is one mark."""
    numbers, asked = numbered(answer)
    spans = sorted((v["start"], v["end"], numbers[e["id"]]) for e in asked for v in e["evidence"]
                   if v["source"] == "note")
    marks = []
    for start, end, number in spans:
        if marks and start < marks[-1][1]:
            marks[-1][1] = max(end, marks[-1][1])
            marks[-1][2].add(number)
        else:
            marks.append([start, end, {number}])
    data = note.encode()
    return [(displayed(data[start:end].decode()), sorted(found)) for start, end, found in marks]


def expected_quotes(answer):
    """{number: [words of the note that the element is shown by]}, row after row."""
    numbers, asked = numbered(answer)
    quotes = {}
    for name, number in numbers.items():
        quotes[number] = [displayed(v["text"]) for e in asked if e["id"] == name for v in e["evidence"]
                          if v["source"] == "note"]
    return quotes


# ---- the browser ----

class Browser:
    def __init__(self, profile):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for word in ("headless=new", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                     "disable-component-update", "disable-sync", f"user-data-dir={profile}"):
            options.add_argument("--" + word)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))

    def cdp(self, command, **words):
        return self.driver.execute_cdp_cmd(command, words)

    def open(self, path, width):
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        self.cdp("Emulation.setEmulatedMedia", media="screen")
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 500)
        self.driver.get(path.as_uri())

    def run(self, script, *words):
        return self.driver.execute_script(script, *words)

    def requests(self):
        """Addresses that the page asked for since it was opened."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]


def check_tree(browser, faults):
    """Names and roles as a screen reader is told them."""
    nodes = [n for n in browser.cdp("Accessibility.getFullAXTree")["nodes"] if not n.get("ignored")]

    def named(role):
        return [n.get("name", {}).get("value", "") for n in nodes if n.get("role", {}).get("value") == role]

    for role in ("banner", "main", "contentinfo"):
        if len(named(role)) != 1:
            faults.append(f"tree: {len(named(role))} times {role}")
    if named("navigation") != ["Contents"]:
        faults.append(f"tree: navigation {named('navigation')}")
    if not all(named("link")) or not all(named("heading")):
        faults.append("tree: a link or a heading without a name")
    marks = browser.run("return document.querySelectorAll('mark').length")
    if len(named("mark")) != marks:
        faults.append(f"tree: {len(named('mark'))} marks of {marks}")
    if browser.run("return document.querySelectorAll('table').length") and not named("columnheader"):
        faults.append("tree: a table without column headers")


def check_evidence(browser, visit, answer, faults):
    """Marks and quotations are the evidence, to the letter."""
    note = visit.get("note", "")
    shown = browser.run("""return [...document.querySelectorAll('.note mark')].map((mark) => [mark.textContent,
        [...mark.nextElementSibling.querySelectorAll('a')].map((a) => Number(a.textContent))])""")
    wanted = [[words, numbers] for words, numbers in expected_marks(note, answer)]
    if shown != wanted:
        faults.append(f"evidence: marks {shown[:3]} and not {wanted[:3]}")
    text = browser.run("""const note = document.querySelector('.note'); if (!note) return '';
        const copy = note.cloneNode(true); copy.querySelectorAll('sup').forEach((e) => e.remove());
        return copy.textContent""")
    if text != displayed(note):
        faults.append("evidence: the note is not the note")
    quotes = browser.run("""const found = {};
        for (const h of document.querySelectorAll('h3[id^=element-]'))
            found[h.id.slice(8)] = [...h.nextElementSibling.querySelectorAll('a > q')].map((q) => [q.textContent,
                document.querySelector(q.parentElement.getAttribute('href')).textContent.includes(q.textContent)]);
        return found""")
    wanted = {str(number): [[words, True] for words in found] for number, found in expected_quotes(answer).items()}
    if quotes != wanted:
        faults.append("evidence: what elements quote")
    names = browser.run("return [...document.querySelectorAll('sup a')].map((a) => a.getAttribute('aria-label') || '')")
    if not all(re.match(r"\d+, evidence of: \w", name) for name in names):
        faults.append("evidence: a number without a name")


def check_keyboard(browser, faults):
    """The first key leads to the skip link, which is seen and works; what has the focus is outlined."""
    for step in range(12):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        state = browser.run("""const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
            return [e.className, r.right > 0 && r.bottom > 0 && r.top < innerHeight, s.outlineStyle,
                parseFloat(s.outlineWidth)]""")
        if step == 0 and state[0] != "skip":
            faults.append(f"keyboard: {state} comes first")
        if not state[1] or state[2] == "none" or state[3] < 2:
            faults.append(f"keyboard: focus that is not seen: {state}")
            return
    browser.run("document.querySelector('.skip').focus()")
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    if browser.run("return document.activeElement.id") != "main":
        faults.append("keyboard: the skip link does not skip")


def check_print(browser, faults):
    """On paper nothing is left out but the ways to get about."""
    script = "return ['header', 'main', 'footer'].map((t) => document.querySelector(t).innerText).join('\\n')"
    screen = browser.run(script)
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    if browser.run(script) != screen:
        faults.append("print: text is left out")
    found = browser.run(CHECKS)
    faults += ["print: " + fault for fault in found["faults"]]
    if browser.run("return document.querySelector('nav').getClientRects().length"):
        faults.append("print: links of the screen")
    if len(browser.cdp("Page.printToPDF", preferCSSPageSize=True)["data"]) < 10000:
        faults.append("print: no pages come out")


def faults_of(browser, path, visit, answer, axe):
    """What is wrong with a page, and the least contrast of it."""
    faults, least = [], 21
    for name, width in WIDTHS.items():
        browser.open(path, width)
        found = browser.run(CHECKS)
        faults += [f"{name}: {fault}" for fault in found["faults"]]
        least = min(least, found["least"])
        if axe:
            browser.run(axe)
            broken = browser.driver.execute_async_script("""const done = arguments[0];
                axe.run().then((r) => done(r.violations.map((v) => v.id)), (e) => done([String(e)]))""")
            faults += [f"{name}: axe: {rule}" for rule in broken]
    check_tree(browser, faults)
    check_evidence(browser, visit, answer, faults)
    check_keyboard(browser, faults)
    check_print(browser, faults)
    asked = set(browser.requests()) - {path.as_uri()}
    if asked:
        faults.append(f"network: {sorted(asked)[:3]}")
    faults += [f"console: {line[:120]}" for line in browser.complaints()]
    return faults, least


# ---- pages that are broken on purpose: (what, must be said, from, to) ----

BROKEN = [
    ("a script", "element: SCRIPT", "</main>", "<script>console.error('x')</script></main>"),
    ("an error on the console", "console:", "</main>", "<script>console.error('x')</script></main>"),
    ("an image from elsewhere", "network:", "</main>", "<img src='http://127.0.0.1:9/x.png' alt=''></main>"),
    ("a value that runs", "script:", "</main>", "<script>window.hurt=1</script></main>"),
    ("an id twice", "id twice", "</main>", "<p id='claim'>x</p></main>"),
    ("a link to nowhere", "link:", "</main>", "<p><a href='#nowhere'>x</a></p></main>"),
    ("a link out", "link:", "</main>", "<p><a href='https://example.org/'>x</a></p></main>"),
    ("a heading too deep", "headings:", "<h2 id=\"claim\">", "<h4>x</h4><h2 id=\"claim\">"),
    ("a header without scope", "scope:", "<th scope=\"col\">Units", "<th>Units"),
    ("no caption", "caption", "<caption>What goes on the claim</caption>", ""),
    ("a wide line", "phone: overflow", "</main>", "<p class='wide'>" + "x" * 400 + "</p></main>"),
    ("pale text", "contrast:", "color:#111", "color:#999"),
    ("marks by colour alone", "without a line", "mark{", "mark{text-decoration:none!important;"),
    ("a mark that is too long", "evidence: marks", "</mark>", "</mark><mark>x</mark>"),
    ("a mark of another element", "evidence: marks", "<sup>[",
     "<sup>[<a href=\"#element-1\" aria-label=\"1, evidence of: x\">99</a>, "),
    ("another word in the note", "evidence: the note", " dir=\"auto\">", " dir=\"auto\">not "),
    ("another word in a quotation", "evidence: what elements quote", "<q>", "<q>not "),
    ("a number without a name", "evidence: a number", "\" aria-label=\"", "\" data-x=\""),
    ("no landmark", "tree: 0 times main", "<main id=\"main\"", "<main role=\"article\" id=\"main\""),
    ("contents without a name", "tree: navigation", " aria-label=\"Contents\"", ""),
    ("focus that is not seen", "keyboard:", "</style>", "a:focus-visible{outline:none!important}</style>"),
    ("no skip link", "keyboard:", "class=\"skip\"", "class=\"skip\" tabindex=\"-1\""),
    ("a section that is not printed", "print: text", "@media print{", "@media print{.cite{display:none}"),
    ("no language", "lang", "<html lang=\"en\">", "<html>"),
    ("a status without a word", "status:", "class=\"s1\">present", "class=\"s1\">"),
]


def check_broken(gate, browser, folder, page, visit, answer):
    for what, wanted, old, new in BROKEN:
        text = page.read_text(encoding="utf-8")
        gate.check(old in text, f"{what}: the page has no {old!r} to break")
        broken = folder / "broken.html"
        broken.write_text(text.replace(old, new, 1).replace("</style>", ".wide{overflow-wrap:normal}</style>", 1),
                          encoding="utf-8")
        try:
            faults, _ = faults_of(browser, broken, visit, answer, None)
        except Exception as fault:  # a page may be too broken to be asked
            faults = [repr(fault)]
        gate.check(any(wanted in fault for fault in faults), f"{what} goes unnoticed: {faults}")


# ---- all ----

def find_axe(folder):
    """The source of axe-core from npm, or None with a word on why."""
    source = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        folder.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        done = npm and subprocess.run([npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund",
                                       "--ignore-scripts", AXE],
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if not done or done.returncode != 0 or not source.exists():
            print("browser: axe-core is not asked: " + (done.stdout[-200:] if done else "no npm here"))
            return None
    return source.read_text(encoding="utf-8")


def missing():
    absent = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return absent + (["python3-selenium"] if webdriver is None else [])


def documents():
    for name in EXAMPLES:
        yield name, json.loads((ROOT / "docs" / "examples" / f"{name}.json").read_text(encoding="utf-8"))
    yield "contradicted", json.loads((ROOT / "tests" / "vectors" / "visits" / "group-and-one-on-one.json").read_text())
    yield from visits.hostile()


def main():
    program, build = sys.argv[1], pathlib.Path(sys.argv[2])
    if missing():
        print(f"browser: SKIPPED, nothing was checked: {', '.join(missing())} missing "
              "(Debian: chromium chromium-driver python3-selenium)")
        sys.exit(77)
    gate = Gate("browser")
    axe = find_axe(build)
    browser = None
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        folder = pathlib.Path(name)
        try:
            browser = Browser(profile)
            print(f"browser: Chromium {browser.driver.capabilities['browserVersion']}, "
                  f"{AXE if axe else 'no axe-core'}")
            for title, visit in documents():
                source, page = folder / f"{title}.json", folder / f"{title}.html"
                source.write_text(json.dumps(visit), encoding="utf-8")
                subprocess.run([program, "evaluate", "--report", page, source], stdout=subprocess.DEVNULL, check=True)
                answer = json.loads(subprocess.run([program, "evaluate", "--json", "--quote", source],
                                                   stdout=subprocess.PIPE, check=True).stdout)
                faults, least = faults_of(browser, page, visit, answer, axe)
                gate.check(not faults, f"{title}: {faults}")
                marks = len(expected_marks(visit.get("note", ""), answer))
                print(f"browser: {title}: {marks} marks, least contrast {least:.1f}, {len(faults)} faults")
                if title == EXAMPLES[0]:
                    gate.check(marks > 20, f"{title}: {marks} marks")
                    check_broken(gate, browser, folder, page, visit, answer)
        finally:
            if browser is not None:
                browser.driver.quit()
    gate.finish()


main()
