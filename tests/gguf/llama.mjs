// A GGUF as llama.cpp sees it.
import { getLlama, LlamaGrammarEvaluationState, LlamaLogLevel } from "node-llama-cpp";

export async function openGguf(path, contextSize) {
    const llama = await getLlama({ gpu: false, build: "never", progressLogs: false, logLevel: LlamaLogLevel.error });
    const model = await llama.loadModel({ modelPath: path, gpuLayers: 0 });
    const context = await model.createContext({ contextSize, threads: 1, sequences: 1 });
    const sequence = context.getSequence();

    async function write(ids, most, grammar) {
        await sequence.clearHistory();
        const written = [];
        for await (const token of sequence.evaluate(ids, { temperature: 0, grammarEvaluationState: grammar })) {
            written.push(token);
            if (written.length >= most || ids.length + written.length >= context.contextSize)
                return { written, ended: false };
        }
        return { written, ended: true };
    }

    return {
        tokens: text => model.tokenize(text, true),

        // Of each token, the logarithm of its probability to come next.
        async scores(ids) {
            await sequence.clearHistory();
            const plain = { temperature: 1, topK: 0, topP: 1, minP: 0 };
            const answer = await sequence.controlledEvaluate([...ids.slice(0, -1), [ids.at(-1), { generateNext: { probabilities: true, options: plain } }]]);
            const scores = [];
            for (const [token, probability] of answer.at(-1).next.probabilities)
                scores[token] = Math.log(probability);
            return scores;
        },

        // The likeliest tokens, one after another.
        greedy: async (ids, most) => (await write(ids, most)).written,

        // The likeliest text that a grammar lets through. Throws where llama.cpp does not take the grammar.
        async underGrammar(grammar, prompt, most) {
            const state = new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar }) });
            const { written, ended } = await write(model.tokenize(prompt, true), most, state);
            return { text: model.detokenize(written), ended };
        },

        close: () => llama.dispose(),
    };
}
