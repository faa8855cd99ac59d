using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>PP-OCR (github.com/PaddlePaddle/PaddleOCR) through paddle2onnx: text detector, direction classifier, text reader.</summary>
internal static class PaddleOcrRecogniser
{
    private static readonly float[] s_half = [127.5f, 127.5f, 127.5f];
    private static readonly float[] s_halfScale = [1 / 127.5f, 1 / 127.5f, 1 / 127.5f];

    // ImageNet's, which PaddleOCR applies in this order to pictures in BGR.
    private static readonly float[] s_imageNet = [123.675f, 116.28f, 103.53f];
    private static readonly float[] s_imageNetScale = [1 / 58.395f, 1 / 57.12f, 1 / 57.375f];

    public static Recognition? Recognise(FileFacts facts)
    {
        if (facts.Picture is not { Name: "x", Layout: TensorLayout.Nchw } picture || facts.Graph.Outputs is not [var output])
            return null;
        return output switch
        {
            { Rank: 4 } when output.Size(1) == 1 => Detector(facts),
            { Rank: 2 } when output.Size(1) == 2 => Direction(facts),
            { Rank: 3 } when output.Size(2) is > 2 && picture.Height is null or 32 or 48 => Reader(facts, output),
            _ => null,
        };
    }

    private static Recognition Detector(FileFacts facts)
    {
        var draft = new Draft(facts, "PP-OCR detector");
        var input = draft.Picture((640, 640)) with
        {
            Colour = ChannelOrder.Bgr,
            Anchor = LetterboxAnchor.TopLeft,
            Pad = 0,
            Mean = s_imageNet,
            Scale = s_imageNetScale,
        };
        return draft.Finish("ocr-detect", input, null, []);
    }

    private static Recognition Direction(FileFacts facts)
    {
        var draft = new Draft(facts, "PP-OCR direction classifier");
        return draft.Finish("classify", TextLine(draft, (192, 48)), null, ["0", "180"]);
    }

    private static Recognition Reader(FileFacts facts, GraphValue output)
    {
        var draft = new Draft(facts, "PP-OCR reader");
        var input = TextLine(draft, (320, facts.Picture!.Height ?? 48));
        return draft.Finish("ocr-read", input, null, Characters(draft, (int)output.Size(2)!));
    }

    /// <summary>Height fixed, aspect kept, what is left over is filled with what becomes 0.</summary>
    private static InputDescription TextLine(Draft draft, (int Width, int Height) usual) => draft.Picture(usual) with
    {
        Colour = ChannelOrder.Bgr,
        Anchor = LetterboxAnchor.TopLeft,
        Pad = 127.5f,
        Mean = s_half,
        Scale = s_halfScale,
    };

    /// <summary>Class 0 is the blank of connectionist temporal classification; a dictionary may leave the space out.</summary>
    private static IReadOnlyList<string> Characters(Draft draft, int classes)
    {
        if (ClassNames.Beside(draft.Facts.Path, ["*dict*.txt", "*keys*.txt"], lines => lines == classes - 1 || lines == classes - 2) is var (file, characters))
        {
            draft.Assume($"labels: from {file} beside the file");
            return characters.Count == classes - 1 ? ["", .. characters] : ["", .. characters, " "];
        }
        draft.Ask("labels", $"the characters of its {classes} classes are in a dictionary that came with it", "--labels FILE (blank first, then the dictionary, space last)");
        return [];
    }
}
