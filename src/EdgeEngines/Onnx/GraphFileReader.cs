using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>Reads the fields of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) that matter here; numbers in
/// the <c>case</c> labels are that file's field numbers.</summary>
internal sealed class GraphFileReader
{
    /// <summary>If and Loop bodies nest; real files stay under four.</summary>
    private const int DeepestGraph = 16;

    /// <summary>Operations, attributes, weights and names together; large language models have some 500,000.</summary>
    private const int MostEntries = 4_000_000;

    private readonly List<GraphValue> _inputs = [];
    private readonly List<GraphValue> _outputs = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, OnnxType> _initializers = [];
    private readonly HashSet<string> _vectors = [];
    private readonly Dictionary<string, long> _opsets = [];
    private readonly Dictionary<string, string> _metadata = [];
    private string _producer = "";
    private long _irVersion;
    private bool _hasGraph;
    private int _entries;

    public static GraphFile Read(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            throw new ModelException("not an ONNX file: it is empty");
        var reader = new GraphFileReader();
        reader.ReadModel(file);
        return reader.Finish();
    }

    private GraphFile Finish()
    {
        if (!_hasGraph || _irVersion is < 1 or > 1000 || _outputs.Count == 0 || _nodes.Count == 0)
            throw ProtoReader.Broken($"IR version {_irVersion}, {_nodes.Count} operations, {_outputs.Count} outputs; every model has some of each");
        return new GraphFile
        {
            IrVersion = (int)_irVersion,
            Producer = _producer,
            Opsets = _opsets,
            DeclaredInputs = _inputs,
            Outputs = _outputs,
            Nodes = _nodes,
            Initializers = _initializers,
            VectorWeights = _vectors,
            Metadata = _metadata,
        };
    }

    private void ReadModel(ReadOnlySpan<byte> message)
    {
        var model = new ProtoReader(message);
        while (model.Next())
        {
            switch (model.Field)
            {
                case 1:
                    _irVersion = model.Number();
                    break;
                case 2:
                    _producer = model.Text();
                    break;
                case 7 when _hasGraph:
                    throw ProtoReader.Broken("it holds two graphs"); // protobuf would merge them behind our back
                case 7:
                    _hasGraph = true;
                    ReadGraph(model.Bytes(), depth: 0);
                    break;
                case 8:
                    ReadOpset(model.Bytes());
                    break;
                case 14:
                    var (key, value) = ReadPair(model.Bytes());
                    _metadata[key] = value;
                    break;
                case 20:
                    ReadTraining(model.Bytes());
                    break;
                case 25:
                    ReadFunction(model.Bytes());
                    break;
                default:
                    model.Skip();
                    break;
            }
        }
    }

    /// <summary>Only the main graph's (depth 0) content is kept; the rest is walked for weights outside the file.</summary>
    private void ReadGraph(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > DeepestGraph)
            throw ProtoReader.Broken($"graphs nested more than {DeepestGraph} deep");
        var graph = new ProtoReader(message);
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    var node = ReadNode(graph.Bytes(), depth);
                    if (depth == 0)
                        _nodes.Add(node);
                    break;
                case 5:
                    var weight = ReadTensor(graph.Bytes());
                    if (depth == 0)
                        AddWeight(weight);
                    break;
                case 11 when depth == 0:
                    AddValue(_inputs, graph.Bytes());
                    break;
                case 12 when depth == 0:
                    AddValue(_outputs, graph.Bytes());
                    break;
                case 15:
                    var sparse = ReadSparse(graph.Bytes());
                    if (depth == 0)
                        AddWeight(sparse);
                    break;
                default:
                    graph.Skip();
                    break;
            }
        }
    }

    private GraphNode ReadNode(ReadOnlySpan<byte> message, int depth)
    {
        CountEntry();
        List<string> inputs = [], outputs = [];
        string type = "", domain = "";
        long? axis = null;
        var node = new ProtoReader(message);
        while (node.Next())
        {
            switch (node.Field)
            {
                case 1:
                    CountEntry();
                    inputs.Add(node.Text());
                    break;
                case 2:
                    CountEntry();
                    outputs.Add(node.Text());
                    break;
                case 4:
                    type = node.Text();
                    break;
                case 5:
                    axis = ReadAttribute(node.Bytes(), depth) ?? axis;
                    break;
                case 7:
                    domain = node.Text();
                    break;
                default:
                    node.Skip();
                    break;
            }
        }
        return new GraphNode(type, domain, inputs, outputs, axis);
    }

    /// <returns>The number, if the attribute is <c>axis</c>.</returns>
    private long? ReadAttribute(ReadOnlySpan<byte> message, int depth)
    {
        CountEntry();
        var isAxis = false;
        long number = 0;
        var attribute = new ProtoReader(message);
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 1:
                    isAxis = attribute.Bytes().SequenceEqual("axis"u8);
                    break;
                case 3:
                    number = attribute.Number();
                    break;
                case 5 or 10:
                    ReadTensor(attribute.Bytes());
                    break;
                case 6 or 11:
                    ReadGraph(attribute.Bytes(), depth + 1);
                    break;
                case 22 or 23:
                    ReadSparse(attribute.Bytes());
                    break;
                default:
                    attribute.Skip();
                    break;
            }
        }
        return isAxis ? number : null;
    }

    private void AddValue(List<GraphValue> values, ReadOnlySpan<byte> message)
    {
        CountEntry();
        values.Add(GraphValueReader.Read(message));
    }

    private void AddWeight((string Name, OnnxType Type, bool IsVector) weight)
    {
        _initializers[weight.Name] = weight.Type;
        if (weight.IsVector)
            _vectors.Add(weight.Name);
    }

    private (string Name, OnnxType Type, bool IsVector) ReadTensor(ReadOnlySpan<byte> message)
    {
        CountEntry();
        string name = "";
        OnnxType type = 0;
        var outside = false;
        var (dimensions, largest) = (0, 0L);
        var tensor = new ProtoReader(message);
        while (tensor.Next())
        {
            switch (tensor.Field)
            {
                case 1 when tensor.Wire == ProtoWire.Varint:
                    dimensions++;
                    largest = Math.Max(largest, tensor.Number());
                    break;
                case 1:
                    var packed = new ProtoReader(tensor.Bytes()); // [packed=true] has no tags: numbers one after the other
                    for (; !packed.AtEnd; dimensions++)
                        largest = Math.Max(largest, (long)packed.Varint());
                    break;
                case 2:
                    type = (OnnxType)tensor.Number();
                    break;
                case 8:
                    name = tensor.Text();
                    break;
                case 13:
                    outside = true;
                    tensor.Skip();
                    break;
                case 14:
                    outside |= tensor.Number() != 0;
                    break;
                default:
                    tensor.Skip();
                    break;
            }
        }
        if (outside)
            throw new ModelException(
                $"the weights of '{name}' lie in another file (ONNX external data), which is refused: its path and content are not covered by "
                + "the sha256. Save the model in one file (onnx.save_model with save_as_external_data=False)");
        return (name, type, dimensions == 1 && largest > 1);
    }

    private (string Name, OnnxType Type, bool IsVector) ReadSparse(ReadOnlySpan<byte> message)
    {
        (string Name, OnnxType Type, bool IsVector) values = ("", 0, false);
        var sparse = new ProtoReader(message);
        while (sparse.Next())
        {
            if (sparse.Field == 1)
                values = ReadTensor(sparse.Bytes());
            else if (sparse.Field == 2)
                ReadTensor(sparse.Bytes());
            else
                sparse.Skip();
        }
        return values;
    }

    private void ReadFunction(ReadOnlySpan<byte> message)
    {
        var function = new ProtoReader(message);
        while (function.Next())
        {
            if (function.Field == 7)
                ReadNode(function.Bytes(), depth: 1);
            else if (function.Field == 11)
                ReadAttribute(function.Bytes(), depth: 1);
            else
                function.Skip();
        }
    }

    private void ReadTraining(ReadOnlySpan<byte> message)
    {
        var training = new ProtoReader(message);
        while (training.Next())
        {
            if (training.Field is 1 or 2)
                ReadGraph(training.Bytes(), depth: 1);
            else
                training.Skip();
        }
    }

    private void ReadOpset(ReadOnlySpan<byte> message)
    {
        var domain = "";
        long version = 0;
        var opset = new ProtoReader(message);
        while (opset.Next())
        {
            if (opset.Field == 1)
                domain = opset.Text();
            else if (opset.Field == 2)
                version = opset.Number();
            else
                opset.Skip();
        }
        _opsets[domain] = version;
    }

    private static (string Key, string Value) ReadPair(ReadOnlySpan<byte> message)
    {
        string key = "", value = "";
        var pair = new ProtoReader(message);
        while (pair.Next())
        {
            if (pair.Field == 1)
                key = pair.Text();
            else if (pair.Field == 2)
                value = pair.Text();
            else
                pair.Skip();
        }
        return (key, value);
    }

    private void CountEntry()
    {
        if (++_entries > MostEntries)
            throw ProtoReader.Broken($"more than {MostEntries} operations, weights and names");
    }
}
