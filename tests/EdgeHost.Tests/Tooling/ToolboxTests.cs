using System.Text.Json.Nodes;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tests.Onnx;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgeHost.Tooling;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgeHost.Tests.Tooling;

/// <summary>Tools without code, with a real network, on a picture whose left half is red and whose right half is blue: a car in each.</summary>
public sealed class ToolboxTests : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly Frame _frame;

    public ToolboxTests()
    {
        _frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 40, 20))!;
        _frame.Pixels.Clear();
        for (var i = 0; i < 40 * 20; i++)
            _frame.Pixels[(i * 3) + (i % 40 < 20 ? 0 : 2)] = 255;
    }

    public void Dispose()
    {
        _frame.Release();
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Fact]
    public void Label_OfEachCar_IsItsPaint()
    {
        using var disk = new ToolOnDisk();
        using var toolbox = Open(disk);
        Assert.Equal("red", Plan(toolbox, "cars = find(\"car\")\none = leftmost(cars)\np = paint(one)\nreturn p"));
        Assert.Equal("blue", Plan(toolbox, "cars = find(\"car\")\none = rightmost(cars)\np = paint(one)\nreturn p"));
        Assert.Equal("unknown (they differ)", Plan(toolbox, "cars = find(\"car\")\np = paint(cars)\nreturn p"));
        Assert.Equal("unknown (there is none to look at)", Plan(toolbox, "dogs = find(\"dog\")\np = paint(dogs)\nreturn p"));
    }

    [Fact]
    public void Filter_WithTheLabelInThePlan_KeepsThose()
    {
        using var disk = new ToolOnDisk(json =>
        {
            json["shape"] = "filter";
            json["examples"] = new JsonArray("cars = find(\"car\")\np = paint(cars, \"red\")\nreturn p");
        });
        using var toolbox = Open(disk);
        Assert.Equal("1", Plan(toolbox, "cars = find(\"car\")\np = paint(cars, \"red\")\nn = count(p)\nreturn n"));
        Assert.Equal("0", Plan(toolbox, "cars = find(\"car\")\np = paint(cars, \"green\")\nn = count(p)\nreturn n"));
        var wrong = Check(toolbox, "cars = find(\"car\")\np = paint(cars, \"blu\")\nreturn p");
        Assert.Contains("did you mean \"blue\"?", wrong.Explain(), StringComparison.Ordinal);
    }

    /// <summary>The question line knows the tool by the questions that its file brings, without code.</summary>
    [Fact]
    public async Task Filter_WithALabelAndAQuestion_IsAskedForInWords()
    {
        using var disk = new ToolOnDisk(json =>
        {
            json["shape"] = "filter";
            json["label"] = "blue";
            json["questions"] = new JsonArray(new JsonObject { ["ask"] = new JsonArray("how many {things} are painted blue"), ["plan"] = "p = paint({things})\nn = count(p)\nreturn n" });
        });
        using var toolbox = Open(disk);
        var answer = await toolbox.Pipeline(Capabilities.Detector, ToolPacks.All, [], TimeProvider.System)
            .AskAsync(new Query("How many cars are painted blue?", TimeSpan.FromMinutes(1)), World(), TestContext.Current.CancellationToken);
        Assert.Equal("1.", answer.Text);
        Assert.Contains("paint(car1)", answer.Last!.Plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Likeness_OfTwoCars_IsTheCosineOfTheirVectors()
    {
        using var disk = new ToolOnDisk(
            json =>
            {
                json["shape"] = "likeness";
                json["examples"] = new JsonArray("a = find(\"car\")\nb = find(\"bus\")\np = paint(a, b)\nreturn p");
            },
            model => model["task"] = "embed-image");
        using var toolbox = Open(disk);
        Assert.Equal("0", Plan(toolbox, "c = find(\"car\")\np = paint(c, c)\nreturn p")); // red and blue have nothing in common
        Assert.Equal("unknown (there is nothing to compare)", Plan(toolbox, "c = find(\"car\")\nd = find(\"dog\")\np = paint(c, d)\nreturn p"));
    }

    /// <summary>The network always finds a car in the left half, which the tracker has already, and a bus in the right half, which it has not.</summary>
    [Fact]
    public void Detect_WhatIsFound_IsKnownToAllOtherTools()
    {
        var onnx = new TinyOnnx().Input("images", TinyOnnx.Float32, 1, 3, 4, 4).Output("boxes", TinyOnnx.Float32, 1, 2, 4).Output("scores", TinyOnnx.Float32, 1, 2, 2)
            .Weight("nothing", [1], 0).Weight("where", [1, 2, 4], 0, 0, 2, 4, 2, 0, 4, 4).Weight("what", [1, 2, 2], 0.9f, 0, 0, 0.8f)
            .Node("ReduceMean", ["images"], ["mean"], ("axes", new[] { 1, 2, 3 }), ("keepdims", 0)).Node("Mul", ["mean", "nothing"], ["zero"])
            .Node("Add", ["zero", "where"], ["boxes"]).Node("Add", ["zero", "what"], ["scores"]).Build();
        using var disk = new ToolOnDisk(
            json =>
            {
                json["shape"] = "detect";
                json["examples"] = new JsonArray("all = paint()\nreturn all", "cars = paint(\"car\")\nreturn cars");
            },
            model =>
            {
                (model["task"], model["labels"]) = ("detect", new JsonArray("car", "bus"));
                model["head"] = new JsonObject { ["kind"] = "boxes-scores", ["nms_iou"] = 1 };
            },
            onnx);
        using var toolbox = Open(disk);
        Assert.Empty(toolbox.Problems);
        Assert.Equal("2", Plan(toolbox, "x = paint()\nn = count(x)\nreturn n"));
        Assert.Equal("1", Plan(toolbox, "x = paint(\"bus\")\nb = find(\"bus\")\ny = intersect(x, b)\nn = count(y)\nreturn n"));
        Assert.Equal("0", Plan(toolbox, "x = paint(\"car\")\nc = find(\"car\")\ny = without(x, c)\nn = count(y)\nreturn n"));
    }

    [Fact]
    public void Cost_NotDeclared_IsMeasured()
    {
        using var measured = new ToolOnDisk();
        using var declared = new ToolOnDisk(json => json["cost"] = new JsonObject { ["fixed_micros"] = 7, ["per_element_micros"] = 3 });
        using var toolbox = Open(measured);
        using var other = Open(declared);
        Assert.True(toolbox.Bound[0].Declaration.Cost is { FixedMicros: > 1 } or { PerElementMicros: > 1 });
        Assert.Equal(new ToolCost(7, 3), other.Bound[0].Declaration.Cost);
    }

    [Fact]
    public void Catalog_HasItForCheckerPlannerAndPage()
    {
        using var disk = new ToolOnDisk(json => json["pack"] = "field");
        using var toolbox = Open(disk);
        Assert.Contains("#### `paint(things: Boxes) -> Text`", ToolReference.Of(toolbox.Catalog), StringComparison.Ordinal);
        Assert.Contains("\"name\": \"paint\"", System.Text.Encoding.UTF8.GetString(ToolList.Json(toolbox)), StringComparison.Ordinal);
        Assert.Contains("comes with the pack field", Check(toolbox, "c = find(\"car\")\np = paint(c)\nreturn p", ToolPacks.Vehicle).Explain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count", "'name' is \"count\", which another tool has")]
    [InlineData("answer", "'label' is \"pink\", expected one of the labels of 'tiny': red, green, blue")]
    [InlineData("detect", "which is for the task classify; the shape detect expects detect")]
    [InlineData("absent", "there is no model 'nowhere'")]
    [InlineData("example", "'examples[0]' does not call `paint`")]
    public void Open_BrokenTool_IsSaidAndHidesNoOther(string fault, string says)
    {
        using var sound = new ToolOnDisk(json =>
        {
            json["name"] = "sound";
            json["examples"] = new JsonArray("cars = find(\"car\")\np = sound(cars)\nreturn p");
        });
        using var broken = new ToolOnDisk(json =>
        {
            switch (fault)
            {
                case "count":
                    json["name"] = "count";
                    break;
                case "answer":
                    (json["shape"], json["label"]) = ("filter", "pink");
                    break;
                case "detect":
                    json["shape"] = "detect";
                    break;
                case "absent":
                    json["model"] = "nowhere";
                    break;
                default:
                    json["examples"] = new JsonArray("cars = find(\"car\")\nreturn cars");
                    break;
            }
        });
        using var toolbox = Open(broken, sound);
        Assert.Contains(says, Assert.Single(toolbox.Problems), StringComparison.Ordinal);
        Assert.Equal("sound", Assert.Single(toolbox.Bound).Declaration.Name);
    }

    private static Toolbox Open(params ToolOnDisk[] disks)
    {
        var settings = new EdgeSettings();
        settings.Tools.Folders.AddRange(disks.Select(disk => disk.Root));
        settings.Tools.CostProfile = Path.Combine(disks[0].Root, "absent.json");
        return Toolbox.Open(settings, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static CheckedPlan Check(Toolbox toolbox, string plan, ToolPacks packs = ToolPacks.All) =>
        new PlanChecker(toolbox.Catalog.For(Capabilities.Detector, packs), CostProfile.Declared).Check(plan, TimeSpan.FromMinutes(1));

    private string Plan(Toolbox toolbox, string plan)
    {
        var read = Check(toolbox, plan);
        Assert.True(read.Plan is not null, read.Explain());
        return new EdgePlanner.Running.Interpreter(TimeProvider.System).Run(read.Plan, World()).Value.ToString();
    }

    private LiveWorld World() => new(
        [new SeenThing(new Box(2, 2, 18, 18), "car", 1, 0, 0, 9), new SeenThing(new Box(22, 2, 38, 18), "car", 1, 0, 0, 9)], _frame.SourceSize, 0, null, null, null)
    {
        Frame = _frame,
    };
}
