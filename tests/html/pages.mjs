// Writes pages out of the sample and out of a project full of hostile words, and looks at them as readers do:
// an HTML validator, axe, and a browser that clicks, switches and prints.
// Arguments: the program, the sample, the folder with node_modules, the folder for what is written.
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [program, sample, nodeFolder, out] = process.argv.slice(2).map((path) => resolve(path));
const browserPath = "/usr/bin/chromium";
const layouts = ["original", "translation", "side-by-side", "interleaved"];

if (!existsSync(join(nodeFolder, "node_modules/playwright-core")) || !existsSync(browserPath)) {
  console.log("1..0 # SKIP the validators are not installed: ./dev test installs them");
  process.exit(0);
}
const require = createRequire(join(nodeFolder, "package.json"));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let count = 0;
let failed = 0;
function check(name, wrong) {
  count++;
  const bad = Array.isArray(wrong) ? wrong.length > 0 : Boolean(wrong);
  failed += bad ? 1 : 0;
  console.log(`${bad ? "not ok" : "ok"} ${count} - ${name}`);
  if (bad) console.log([wrong].flat().map((line) => `# ${line}`).join("\n"));
}

const attacks = [
  "<script>window.hit=1</script>",
  "\"><img src=x onerror=\"window.hit=1\">",
  "'><svg/onload=window.hit=1>",
  "</title></style></textarea><script>window.hit=1</script>",
  "<!--<script>window.hit=1//-->",
  "]]><iframe srcdoc=\"<script>parent.hit=1</script>\">",
  "&lt;b&gt; &#60;script&#62; \\u003cscript\\u003e",
  "javascript:window.hit=1",
];
const addresses = [
  "javascript:window.hit=1", "JaVaScRiPt:window.hit=1", " java\tscript:window.hit=1", "data:text/html,<script>parent.hit=1</script>",
  "vbscript:hit", "file:///etc/passwd", "https://example.org/\"onclick=\"window.hit=1", "http://[::1]/[]{}|^`<>", "//example.org",
  "https://exa mple.org/", "mailto:a@example.org", "https://例子.测试/路径?问=答#段",
];

// The sample with every string that a person can type made hostile, and every anchor left where it was.
function makeHostile(path) {
  const project = JSON.parse(readFileSync(sample, "utf8"));
  let next = 0;
  const attack = () => attacks[next++ % attacks.length];
  const address = () => addresses[next++ % addresses.length];
  project.title = attack();
  for (const speaker of project.speakers) [speaker.name, speaker.translated_name] = [attack(), attack()];
  const tags = (list) => list.forEach((tag) => {
    tag.name = `${attack()} ${next}`;
    tag.description = attack();
    tags(tag.children ?? []);
  });
  tags(project.tags);
  for (const highlight of project.highlights) highlight.note = attacks.join("\n");
  for (const document of project.documents) {
    for (const field of ["title", "translated_title", "author", "translator", "publisher", "date", "place", "summary"])
      document[field] = attack();
    document.source = "javascript:window.hit=1";
    document.cover = "javascript:window.hit=1";
    document.details = [[attack(), "javascript:window.hit=1"], [attack(), attack()]];
    for (const block of document.blocks) {
      for (const side of ["original", "translation"]) {
        if (!block[side]) continue;
        // Behind what is there, so that highlights stay on their words.
        const from = [...block[side]].length;
        block[side] += attack();
        (block[`${side}_spans`] ??= []).push({ start: from, end: [...block[side]].length, kind: "link", value: address() });
      }
      if (block.kind === "picture" && next % 2) block.source = address();
    }
  }
  for (const picture of project.pictures ?? [])
    [picture.name, picture.data] = [attack(), Buffer.from("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"parent.hit=1\"><script>parent.hit=1</script></svg>").toString("base64")];
  writeFileSync(path, JSON.stringify(project, null, 2));
}

function convert(source, name, layout, annotations) {
  const path = join(out, `${name}.html`);
  execFileSync(program, ["convert", source, path, "--layout", layout, "--annotations", annotations]);
  return path;
}

mkdirSync(out, { recursive: true });
const hostile = join(out, "hostile.duizhao");
makeHostile(hostile);
const pages = new Map();
for (const layout of layouts) {
  pages.set(layout, convert(sample, layout, layout, "yes"));
  pages.set(`${layout}-plain`, convert(sample, `${layout}-plain`, layout, "no"));
  pages.set(`hostile-${layout}`, convert(hostile, `hostile-${layout}`, layout, "yes"));
}

const jar = join(nodeFolder, "node_modules/vnu-jar/build/dist/vnu.jar");
const vnu = spawnSync("java", ["-jar", jar, "--errors-only", "--stdout", ...pages.values()], { encoding: "utf8" });
check(`${pages.size} pages are valid HTML`, vnu.status === 0 ? [] : (vnu.stdout + vnu.stderr).trim().split("\n").slice(0, 20));

const profile = mkdtempSync(join(tmpdir(), "duizhao-chromium-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: browserPath,
  headless: true,
  chromiumSandbox: false,
  viewport: { width: 1440, height: 900 },
  args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
const complaints = [];
const requests = [];
page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
page.on("dialog", (dialog) => { complaints.push("a dialog"); dialog.dismiss(); });
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("request", (request) => /^(file|data):/.test(request.url()) || requests.push(request.url()));
const open = (name) => page.goto(pathToFileURL(pages.get(name)).href);

for (const scheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: scheme });
  for (const name of pages.keys()) {
    await open(name);
    // The driver speaks for the tester, whom the page's policy does not bind.
    const result = await page.evaluate(`(() => { ${axeSource}; return axe.run(document, { resultTypes: ["violations"] }); })()`);
    check(`axe: ${name}, ${scheme}`, result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary.replace(/\s+/g, " ").slice(0, 200)}`));
  }
}
check("nothing in a page complains", [...new Set(complaints)]);
check("no page fetches anything", [...new Set(requests)]);

await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
for (const name of layouts) {
  await open(name);
  const links = await page.locator("#index .quote").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const wrong = await page.evaluate((hrefs) => hrefs.filter((href) => !document.querySelector(href)), links);
  check(`${name}: all ${links.length} entries of the index lead to a passage`, links.length ? wrong : ["no entry"]);
  const anchors = await page.locator("a[href^='#']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  check(`${name}: ${anchors.length} links within the page lead somewhere`,
        await page.evaluate((hrefs) => hrefs.filter((href) => !document.querySelector(href)), anchors));
  for (const index of [0, links.length - 1]) {
    const entry = page.locator("#index .quote").nth(index);
    await entry.click();
    const landed = await page.evaluate((href) => {
      const box = document.querySelector(href).getBoundingClientRect();
      return { hash: location.hash, visible: box.top >= 0 && box.bottom <= innerHeight + 1, top: box.top };
    }, links[index]);
    check(`${name}: entry ${index + 1} lands on its passage`, landed.hash === links[index] && landed.visible ? [] : JSON.stringify(landed));
  }
  const number = page.locator(".ref").first();
  const note = await number.getAttribute("href");
  await number.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.hash === note);
  const arrived = await page.waitForFunction((href) => {
    const element = document.querySelector(href);
    const box = element.getBoundingClientRect();
    const back = document.querySelector(element.querySelector(".number").getAttribute("href"));
    return box.bottom > 0 && box.top < innerHeight && back;
  }, note, { timeout: 5000 }).catch(() => null);
  check(`${name}: the number leads to the note and the note back`, arrived ? "" : "it does not");
  await page.locator("#annotations").focus();
  await page.keyboard.press("Space");
  const shown = await page.evaluate(() => ({
    notes: [...document.querySelectorAll(".notes, .ref, #index")].filter((e) => e.getClientRects().length).length,
    painted: [...document.querySelectorAll("mark")].filter((e) => getComputedStyle(e).backgroundImage !== "none").length,
    words: document.querySelector(".body").innerText.length,
  }));
  check(`${name}: the switch hides all annotations and no words`, shown.notes || shown.painted || shown.words < 1000 ? JSON.stringify(shown) : "");
  await page.locator(".tools label").click();
  check(`${name}: and shows them again`, (await page.locator(".ref").first().isVisible()) ? "" : "hidden");
}

for (const layout of layouts) {
  complaints.length = 0;
  await open(`hostile-${layout}`);
  await page.waitForTimeout(100);
  const found = await page.evaluate(() => ({
    hit: window.hit,
    scripts: document.querySelectorAll("script, iframe, object, embed, form, textarea, svg, body style, title ~ title").length,
    handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on|^style$|^srcdoc$/.test(a.name))).length,
    links: [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")).filter((href) => !/^(#|https?:\/\/|mailto:)/.test(href)),
    rel: [...document.querySelectorAll("a:not([href^='#'])")].filter((a) => a.rel !== "noopener noreferrer").length,
    images: [...document.querySelectorAll("img")].filter((img) => !/^data:image\//.test(img.getAttribute("src"))).length,
  }));
  check(`hostile words in ${layout} run nothing and break nothing`,
        found.hit || found.scripts || found.handlers || found.links.length || found.rel || found.images ? JSON.stringify(found) : complaints);
  const before = await page.evaluate(() => { location.hash = ""; return document.querySelectorAll("mark").length; });
  await page.locator("#index .quote").first().click();
  check(`the index of hostile ${layout} works`, before > 0 && /^#p\d+t?$/.test(new URL(page.url()).hash) ? "" : page.url());
  // The policy holds against what nobody escaped.
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    return window.ran;
  });
  check(`the policy of ${layout} lets no script run`, ran);
}

const text = (name) => readFileSync(pages.get(name), "utf8");
check("one language is one language", [
  ...(/lang="zh/.test(text("translation-plain").replace(/<header[^]*?<\/header>/, "")) ? ["Chinese in the translation"] : []),
  ...(/class="t"/.test(text("original-plain")) ? ["English in the original"] : []),
]);
check("the same project gives the same page", text("side-by-side") === readFileSync(convert(sample, "again", "side-by-side", "yes"), "utf8") ? "" : "it does not");

for (const [name, width, scheme] of layouts.flatMap((name) => [[name, 1440, "light"], [name, 1440, "dark"], [name, 390, "light"]])) {
  await page.setViewportSize({ width, height: 1100 });
  await page.emulateMedia({ colorScheme: scheme });
  await open(name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(`${name} at ${width}: nothing sticks out`, wide > 0 ? `${wide} px` : "");
  await page.screenshot({ path: join(out, `${name}-${width}-${scheme}.png`) });
  await page.evaluate(() => document.querySelector(".ref")?.scrollIntoView({ block: "center" }));
  await page.screenshot({ path: join(out, `${name}-${width}-${scheme}-notes.png`) });
  await page.evaluate(() => document.querySelector("#index")?.scrollIntoView());
  if (name === "side-by-side") await page.screenshot({ path: join(out, `${name}-${width}-${scheme}-index.png`) });
}
await page.setViewportSize({ width: 1440, height: 900 });
await open("side-by-side");
await page.emulateMedia({ media: "print" });
check("on paper notes stand and controls do not", await page.evaluate(() =>
  document.querySelector(".notes").getClientRects().length && !document.querySelector(".tools").getClientRects().length ? "" : "wrong"));
await page.pdf({ path: join(out, "side-by-side.pdf"), preferCSSPageSize: true, format: "A4" });
await browser.close();
rmSync(profile, { recursive: true, force: true });
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
