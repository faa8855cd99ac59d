using EdgeWorld.Clevr;
using Xunit;

namespace EdgeWorld.Tests.Clevr;

/// <summary>The generator's own truth against plain loops: two executors that share nothing but the types.</summary>
public sealed class ProgramRunnerTests
{
    [Fact]
    public void Run_PublishedProgramOnEveryScene_GivesWhatThePlainExecutorGives()
    {
        var programs = ClevrData.Questions().Select(question => question.ProgramFor(0)).ToList();
        foreach (var scene in ClevrData.Scenes)
        {
            var runner = new ProgramRunner(scene);
            foreach (var program in programs)
                Assert.Equal(PlainExecutor.Run(scene, program), runner.Run(program));
        }
    }

    [Fact]
    public void Step_FunctionThatIsNone_IsRefusedByName()
    {
        var scene = new ClevrScene("none", [new("small", "red", "metal", "cube", [1, 1, 1])], []);
        var e = Assert.Throws<WorldException>(() => new ProgramRunner(scene).Run([new("scene", []), new("guess", [0])]));
        Assert.Contains("guess", e.Message, StringComparison.Ordinal);
    }
}
