using EdgePlanner.Pricing;
using EdgeWorld.Planning.Forms;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning;

/// <summary>A question and its plan before it is known on which scenes it is worth asking.</summary>
internal sealed record PlanDraft(PlanForm Form, PlanTemplate Template, string Question, string Canonical, PricedPlan Plan, bool HasNewWords)
{
    public int Calls => Plan.Plan.Steps.Length;

    public double PriceMs => Plan.Price.TotalMilliseconds;

    /// <summary>The one split that it belongs to; null where it is new in two ways at once.</summary>
    public PlanSplit? Split
    {
        get
        {
            var (pair, template, longer) = (HeldOut.HasNovelPair(Plan.Plan), HeldOut.IsHeldOut(Template), Calls > HeldOut.LongestTrained);
            if (Calls > HeldOut.LongestAsked)
                return null;
            var unanswerable = Form.Kind == "unanswerable";
            var news = (pair ? 1 : 0) + (template ? 1 : 0) + (longer ? 1 : 0) + (HasNewWords ? 1 : 0);
            return (news, unanswerable) switch
            {
                (0, _) => HeldOut.IsIid(Question) ? PlanSplit.Iid : PlanSplit.Train,
                (_, true) => PlanSplit.Unanswerable,
                (1, _) => pair ? PlanSplit.NovelPair : template ? PlanSplit.Template : longer ? PlanSplit.Length : PlanSplit.NovelWords,
                _ => null,
            };
        }
    }
}
