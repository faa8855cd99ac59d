using System.Globalization;
using EdgeWorld.Clevr;
using EdgeWorld.Clevr.Generating;
using Xunit;

namespace EdgeWorld.Tests.Clevr.Generating;

public sealed class TemplateQuestionsTests
{
    private const int Sample = 2_000;

    [Fact]
    public void Take_EveryQuestion_IsWellPosedAndItsAnswerThatOfItsProgram()
    {
        var metadata = ClevrData.Metadata();
        var functions = metadata.Functions.Where(f => !f.TemplateOnly).ToDictionary(f => f.Name);
        foreach (var question in Questions(Sample, seed: 3))
        {
            var values = PlainExecutor.RunAll(question.Scene, question.Program);
            Assert.DoesNotContain(new ClevrValue.NotUnique(), values);
            Assert.Equal(question.Answer, values[^1]);
            Assert.DoesNotContain('<', question.Text);
            Assert.DoesNotContain('[', question.Text);
            for (var i = 0; i < question.Program.Length; i++)
            {
                var function = functions[question.Program[i].Function];
                Assert.Equal(function.Inputs.Length, question.Program[i].Inputs.Length);
                Assert.All(question.Program[i].Inputs, input => Assert.InRange(input, 0, i - 1));
                if (function.SideInputs is [var type])
                    Assert.Contains(question.Program[i].Word, metadata.WordsOf(type));
                else
                    Assert.Null(question.Program[i].Word);
            }
        }
    }

    [Fact]
    public void Take_WordsOfTheProgram_StandInTheText()
    {
        foreach (var question in Questions(Sample, seed: 4))
            Assert.All(question.Program.Where(step => step.Word is not null), step => Assert.Contains(step.Word!, question.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Take_ManyQuestions_ComeFromEveryFamilyWithBalancedAnswers()
    {
        var questions = Questions(Sample, seed: 5);
        Assert.Equal(ClevrData.Templates.Length, questions.Select(question => question.Template).Distinct().Count());
        var truths = questions.Select(question => question.Answer).OfType<ClevrValue.Truth>().ToArray();
        Assert.InRange(truths.Count(truth => truth.Holds), truths.Length * 0.4, truths.Length * 0.6);
        Assert.Equal(Sample, questions.Select(question => (question.Scene, question.Text)).Distinct().Count());
    }

    [Fact]
    public void Take_SameSeed_GivesTheSameQuestions()
    {
        Assert.Equal(Written(Questions(200, seed: 6)), Written(Questions(200, seed: 6)));
        Assert.NotEqual(Written(Questions(200, seed: 6)), Written(Questions(200, seed: 7)));

        static string Written(IEnumerable<GeneratedQuestion> questions) =>
            string.Join('\n', questions.Select(q => string.Create(CultureInfo.InvariantCulture, $"{q.Scene.ImageFilename} {q.Text} {string.Join(' ', q.Program.AsEnumerable())} {q.Answer}")));
    }

    internal static List<GeneratedQuestion> Questions(int count, int seed) =>
        new TemplateQuestions(ClevrData.Scenes, ClevrData.Templates, ClevrData.Metadata(), seed).Take(count).ToList();
}
