using System.Buffers.Binary;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace EdgeEngines.Generating.Tokens;

/// <summary>Writes a vocabulary as the file that the library reads: sentencepiece_model.proto, the few fields that matter.</summary>
internal static class SentencePieceFile
{
    private const int Unigram = 1, BytePairs = 2;
    private const int Normal = 1, Unknown = 2, Byte = 6;

    public static SentencePieceTokenizer Open(IReadOnlyList<(string Piece, float Score)> pieces, bool isUnigram, int unknown)
    {
        var file = new MemoryStream();
        for (var id = 0; id < pieces.Count; id++)
        {
            var piece = new MemoryStream();
            Bytes(piece, 1, Encoding.UTF8.GetBytes(pieces[id].Piece));
            Float(piece, 2, pieces[id].Score);
            Number(piece, 3, id == unknown ? Unknown : IsByte(pieces[id].Piece) ? Byte : Normal);
            Bytes(file, 1, piece.ToArray());
        }
        var trainer = new MemoryStream();
        Number(trainer, 3, isUnigram ? Unigram : BytePairs);
        Number(trainer, 35, 0); // bytes of unknown letters are ours to write: the library counts their tokens wrong where they come first
        foreach (var field in (int[])[40, 41, 42])
            Number(trainer, field, unknown); // no begin and no end of its own
        Bytes(trainer, 45, Encoding.UTF8.GetBytes(pieces[unknown].Piece));
        Bytes(file, 2, trainer.ToArray());
        var normalizer = new MemoryStream();
        Number(normalizer, 3, 0); // what stands in front, blanks and spaces are ours to do
        Number(normalizer, 4, 0);
        Number(normalizer, 5, 0);
        Bytes(file, 3, normalizer.ToArray());
        file.Position = 0;
        return SentencePieceTokenizer.Create(file, addBeginningOfSentence: false, addEndOfSentence: false);
    }

    /// <summary><c>&lt;0x0A&gt;</c>.</summary>
    public static bool IsByte(string piece) => ByteOf(piece) is not null;

    public static byte? ByteOf(string piece) =>
        piece.Length == 6 && piece.StartsWith("<0x", StringComparison.Ordinal) && piece[5] == '>' && byte.TryParse(piece.AsSpan(3, 2), System.Globalization.NumberStyles.HexNumber, null, out var value) ? value : null;

    private static void Bytes(MemoryStream to, int field, byte[] content)
    {
        Varint(to, (uint)((field << 3) | 2));
        Varint(to, (uint)content.Length);
        to.Write(content);
    }

    private static void Float(MemoryStream to, int field, float value)
    {
        Varint(to, (uint)((field << 3) | 5));
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Number(MemoryStream to, int field, int value)
    {
        Varint(to, (uint)(field << 3));
        Varint(to, (uint)value);
    }

    private static void Varint(MemoryStream to, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}
