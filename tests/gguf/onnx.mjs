// A decoder in ONNX as ONNX Runtime runs it: the whole text at every step, so that nothing depends on how a cache is kept.
import ort from "onnxruntime-node";

export async function openOnnx(path) {
    const session = await ort.InferenceSession.create(path, { intraOpNumThreads: 1 });
    const past = session.inputMetadata.filter(input => input.name.startsWith("past_key_values."));

    async function logits(ids) {
        const whole = values => new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [1, ids.length]);
        const inputs = { input_ids: whole(ids), attention_mask: whole(ids.map(() => 1)), position_ids: whole(ids.map((_, place) => place)) };
        for (const { name, shape } of past)
            inputs[name] = new ort.Tensor("float32", new Float32Array(0), [1, shape[1], 0, shape[3]]);
        const { logits } = await session.run(inputs);
        const size = logits.dims.at(-1);
        return Array.from(logits.data.subarray((ids.length - 1) * size));
    }

    return {
        async scores(ids) {
            const raw = await logits(ids);
            const most = raw.reduce((a, b) => Math.max(a, b));
            const sum = most + Math.log(raw.reduce((all, one) => all + Math.exp(one - most), 0));
            return raw.map(one => one - sum);
        },
    };
}
