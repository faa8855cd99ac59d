// Holds the GGUF of a model folder against its ONNX file and its tokenizer.json, and its grammars against a real llama.cpp. prove.sh says how it is started.
//
//   node prove.mjs FOLDER QUESTIONS [GRAMMARS]
//
// QUESTIONS has one a line; GRAMMARS is a folder with the grammar of the first in 1.gbnf, and so on.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { openGguf } from "./llama.mjs";
import { openOnnx } from "./onnx.mjs";

// llama.cpp rounds what goes into a product to 8 bits too, ONNX Runtime does not: in natural logarithms of probability, for tokens that matter.
const tolerance = 0.25, matters = 0.01;
const strings = 10000, most_written = 48, most_under_grammar = 1500;

const [folder, asked, grammars] = process.argv.slice(2);
const description = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
const context = description.generation.context;
const vocabulary = JSON.parse(readFileSync(join(folder, description.tokenizer.vocabulary), "utf8"));
const added = vocabulary.added_tokens.map(token => token.content);
const tokenizer = new Tokenizer(vocabulary, {});
const gguf = await openGguf(join(folder, `${description.name}.gguf`), Math.max(context, 2048));
const onnx = await openOnnx(join(folder, description.file ?? `${description.name}.onnx`));
let failures = 0;
const check = (what, holds) => {
    failures += holds ? 0 : 1;
    console.log(`${holds ? "ok" : "FAILED"}: ${what}`);
};

const questions = readFileSync(asked, "utf8").split("\n").filter(line => line);
const prompts = questions.map(question => `<ask>${question}<plan>`);

const different = randomTexts(strings).filter(text => !cutsATokenInTwo(text)).filter(text => !same(gguf.tokens(text), encode(text)));
check(`${strings} texts: the GGUF's tokens are those of ${description.tokenizer.vocabulary}${different.length ? `; not of ${different.length}, such as ${JSON.stringify(different[0])}` : ""}`, different.length === 0);

let worst = 0;
for (const prompt of prompts) {
    const ids = encode(prompt);
    const [ours, theirs] = [await onnx.scores(ids), await gguf.scores(ids)];
    const apart = ours.map((score, token) => Math.exp(score) >= matters ? Math.abs(score - theirs[token]) : 0).reduce((a, b) => Math.max(a, b));
    worst = Math.max(worst, apart);
}
check(`${prompts.length} prompts: scores differ by at most ${worst.toFixed(4)} (of tokens with a probability of ${matters} at least; allowed ${tolerance})`, worst <= tolerance);

let [equal, ties] = [0, 0];
for (const prompt of prompts) {
    const ids = encode(prompt);
    const theirs = await gguf.greedy(ids, Math.min(most_written, context - ids.length - 1));
    let apart = null;
    for (let place = 0; place < theirs.length && apart === null; place++) {
        const scores = await onnx.scores([...ids, ...theirs.slice(0, place)]);
        const best = scores.reduce((best, score, token) => score > scores[best] ? token : best, 0);
        apart = best === theirs[place] ? null : scores[best] - scores[theirs[place]];
    }
    if (apart === null)
        equal++;
    else if (apart <= 2 * tolerance)
        ties++;
    else
        console.log(`  ${prompt}: llama.cpp took a token that ONNX Runtime holds e^${apart.toFixed(2)} times less likely than its own`);
}
check(`${prompts.length} greedy texts of up to ${most_written} tokens: ${equal} the same, ${ties} apart at two tokens within the tolerance`, equal + ties === prompts.length);

if (grammars) {
    // What the grammar promises of a text: the canonical form, from the first name to the return.
    const plan = /^([a-qs-x] = [a-z][a-z0-9_]*\(([^\n()"]|"[^"\n]*")*\)\n){1,23}return [a-qs-x]$/;
    const written = [];
    for (const [place, prompt] of prompts.entries())
        written.push(await gguf.underGrammar(readFileSync(join(grammars, `${place + 1}.gbnf`), "utf8"), prompt, most_under_grammar));
    const plans = written.filter(({ text, ended }) => ended && plan.test(text)).length;
    console.log(`  such as ${JSON.stringify(written[0].text)}`);
    check(`${written.length} grammars: llama.cpp takes them, and ${plans} of the texts that it writes under them are whole plans in form`, plans === written.length);
}
await gguf.close();
process.exit(failures === 0 ? 0 : 1);

function encode(text) {
    return tokenizer.encode(text, { add_special_tokens: false }).ids;
}

function same(one, other) {
    return one.length === other.length && one.every((id, place) => id === other[place]);
}

// Where two added tokens lie over each other, Hugging Face's tokenizers take the one that begins first, llama.cpp the longest. A plan holds no such place: it
// would be `, ")` and a line end, an empty text.
function cutsATokenInTwo(text) {
    const found = added.flatMap(token => {
        const places = [];
        for (let place = text.indexOf(token); place >= 0; place = text.indexOf(token, place + 1))
            places.push([place, place + token.length]);
        return places;
    });
    return found.some(([begin, end]) => found.some(([other_begin, other_end]) => begin < other_begin && other_begin < end && end < other_end));
}

// Words as plans and questions have them, cut and joined at random, with signs, blanks, digits and other scripts between them. The same at every run.
function randomTexts(count) {
    const parts = [
        "how many", "red", "cars", "are", "there", "?", "a = find(\"car\")\n", " = count(", "return ", "b", "within(a, 10)", "3.5", "2026", "  ", "\n", "\n\n", "\t", "it's", "I'll", "don't", "'", "\"", ")\n", "\")\n",
        ", ", "<ask>", "<plan>", "<end>", "<", "赤い", "自転車", "は", "何台", "ありますか", "。", "é", "ß", "naïve", "🚲", "🚗", "\u3000", "\u00a0", "ﬁ", "İ", "٣", "x_y", "...", "!!", "ABC", "left_of", "not_",
    ];
    let state = 42n;
    const next = most => {
        state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
        return Number((state >> 33n) % BigInt(most));
    };
    return Array.from({ length: count }, () => Array.from({ length: 1 + next(12) }, () => {
        const part = [...parts[next(parts.length)]];
        return part.slice(next(3) === 0 ? next(part.length) : 0).join("") + (next(2) ? " " : "");
    }).join(""));
}
