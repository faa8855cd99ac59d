using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class GraphFileTests
{
    [Fact]
    public void Read_TinyFile_GivesEveryPart()
    {
        var graph = GraphFile.Read(new TinyOnnx { Opset = 13 }
            .Input("images", TinyOnnx.Float32, "batch", 3, null, 4)
            .Output("out", TinyOnnx.Float16)
            .Weight("w", [2], 1, 2)
            .Node("Softmax", ["images", "w"], ["out"], ("axis", -1))
            .Metadata("names", "{0: 'a'}")
            .Build());

        var input = Assert.Single(graph.Inputs);
        Assert.Equal("'images' float32[batch, 3, ?, 4]", input.ToString());
        Assert.Equal("'out' float16[]", Assert.Single(graph.Outputs).ToString());
        Assert.Equal(OnnxType.Float32, graph.Initializers["w"]);
        Assert.Equal(13, graph.Opsets[""]);
        Assert.Equal("{0: 'a'}", graph.Metadata["names"]);
        var node = Assert.Single(graph.Nodes);
        Assert.Equal(("Softmax", -1L), (node.Operator, node.Axis));
        Assert.Equal(["images", "w"], node.Inputs);
    }

    [Fact]
    public void Read_TruncatedAnywhere_GivesModelException()
    {
        var whole = TinyModels.WeightsAsInputs();
        for (var length = 0; length < whole.Length; length++)
        {
            // A cut between two top-level fields leaves a shorter valid message; it then lacks something every model has, or only the opset.
            try
            {
                var graph = GraphFile.Read(whole.AsSpan(0, length));
                Assert.True(length > whole.Length - 6, $"cut at {length} of {whole.Length} was read as {graph.Nodes.Count} nodes");
            }
            catch (ModelException e)
            {
                Assert.Contains("ONNX file", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_MutatedBytes_EndsOrRefuses()
    {
        var random = new Random(1);
        var whole = TinyModels.WeightsAsInputs();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                var graph = GraphFile.Read(bytes);
                GraphRewriter.WithoutWeightInputs(bytes, graph);
            }
            catch (ModelException)
            {
                // refused: fine
            }
        }
    }

    [Fact]
    public void Read_RandomBytes_Refuses()
    {
        var random = new Random(2);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[random.Next(1, 200)];
            random.NextBytes(bytes);
            Assert.Throws<ModelException>(() => GraphFile.Read(bytes));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })] // a graph of 2 GiB − 1
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })] // of 2^64 − 1
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80 })] // a tag without end
    [InlineData(new byte[] { 0x0B })] // a group
    [InlineData(new byte[] { 0x00 })] // field 0
    public void Read_HostileLengths_Refuses(byte[] bytes) => Assert.Throws<ModelException>(() => GraphFile.Read(bytes));

    [Fact]
    public void Read_GraphsNestedWithoutEnd_Refuses()
    {
        var bytes = new TinyOnnx().ModelField(7, TinyOnnx.NestedGraphs(2_000)).Build();
        Assert.Contains("two graphs", Assert.Throws<ModelException>(() => GraphFile.Read(bytes)).Message, StringComparison.Ordinal);

        var nested = TinyOnnx.NestedGraphs(2_000);
        var only = new MemoryStream();
        only.WriteByte(0x3A);
        for (var left = (uint)nested.Length; ; left >>= 7)
        {
            only.WriteByte((byte)(left >= 0x80 ? left | 0x80 : left));
            if (left < 0x80)
                break;
        }
        only.Write(nested);
        Assert.Contains("nested", Assert.Throws<ModelException>(() => GraphFile.Read(only.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WeightsOutsideTheFile_Refuses()
    {
        var bytes = new TinyOnnx()
            .Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Output("out", TinyOnnx.Float32, 1)
            .Weight("w", TinyOnnx.Float32, [1], [], outside: true)
            .Node("Mul", ["images", "w"], ["out"])
            .Build();
        var message = Assert.Throws<ModelException>(() => GraphFile.Read(bytes)).Message;
        Assert.Contains("'w'", message, StringComparison.Ordinal);
        Assert.Contains("external data", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Empty_SaysSo() =>
        Assert.Contains("empty", Assert.Throws<ModelException>(() => GraphFile.Read([])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(6, 2)]
    [InlineData(3, 0)] // before IR version 4 every weight had to be listed and none could be replaced
    public void OverridableWeights_ByIrVersion_Counted(int irVersion, int expected) =>
        Assert.Equal(expected, GraphFile.Read(TinyModels.WeightsAsInputs(irVersion)).OverridableWeights);

    [Fact]
    public void WithoutWeightInputs_DropsThemAndNothingElse()
    {
        var before = TinyModels.WeightsAsInputs();
        var graph = GraphFile.Read(before);
        var after = GraphFile.Read(GraphRewriter.WithoutWeightInputs(before, graph));

        Assert.Equal("images", Assert.Single(after.DeclaredInputs).Name);
        Assert.Equal(graph.Initializers, after.Initializers);
        Assert.Equal(graph.Nodes.Select(n => n.Operator), after.Nodes.Select(n => n.Operator));
        Assert.Equal(graph.Opsets, after.Opsets);
        Assert.Equal(0, after.OverridableWeights);
    }

    [Theory]
    [InlineData("models/fastestdet/FastestDet.onnx", 0, 211, 195, "'758' float32[1, 85, 22, 22]")]
    [InlineData("models/nanodet/nanodet_m_416.onnx", 185, 238, 185, "'cls_pred_stride_8' float32[1, 2704, 80]")]
    [InlineData("models/ppocr/en_number_mobile_v2.0_rec_infer.onnx", 0, 676, 0, "'save_infer_model/scale_0.tmp_1' float32[p2o.DynamicDimension.2, p2o.DynamicDimension.3, 97]")]
    [InlineData("models/ultraface/version-RFB-320.onnx", 244, 242, 244, "'scores' float32[1, 4420, 2]")]
    public void Read_PublicFiles_AgreesWithTheOnnxPackage(string file, int overridable, int nodes, int weights, string firstOutput)
    {
        // Expected figures come from the onnx Python package 1.12.
        var graph = GraphFile.Read(File.ReadAllBytes(TestData.Need(file)));
        Assert.Equal((overridable, nodes, weights), (graph.OverridableWeights, graph.Nodes.Count, graph.Initializers.Count));
        Assert.Equal(firstOutput, graph.Outputs[0].ToString());
    }
}
