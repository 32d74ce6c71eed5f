using Countersign.Contracts.Approvals;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;

namespace Countersign.Testing;

/// <summary>Makes plan versions with their true hash, and what refers to them.</summary>
public sealed class PlanBuilder(Job job)
{
    private int _version = 1;
    private PlanStep[] _steps = [Step("read")];

    /// <summary>A step with a preview and estimates that are easy to damage: escapes, other scripts, fractions, huge numbers.</summary>
    public static PlanStep Step(string id) => new()
    {
        Id = id,
        Title = $"Step {id}",
        Action = "analyze",
        Preview = "rm -- \"a\\b\"\n\t'\u00e9\u4e2d\ud83d\ude80' <&> \u2028 \u0001",
        Risk = Risk.Write,
        Inputs = ["src/\u00fcber.cs"],
        Estimate = new Estimate { DurationSeconds = 0.1, BytesRead = long.MaxValue / 1024, Cost = 1e-7 },
    };

    public PlanBuilder Version(int version)
    {
        _version = version;
        return this;
    }

    public PlanBuilder Steps(params PlanStep[] steps)
    {
        _steps = steps;
        return this;
    }

    public Plan Build()
    {
        var inputDigest = InputDigest.Compute(job.Input, []);
        return new Plan
        {
            Version = _version,
            Hash = PlanHash.Compute(job.JobId, job.Kind, _version, inputDigest, _steps),
            CreatedAt = job.CreatedAt,
            CreatedBy = "planner",
            Steps = _steps,
            InputDigest = inputDigest,
        };
    }

    /// <summary>Somebody's approval of this plan.</summary>
    public Decision Approval(string actor) => new()
    {
        JobId = job.JobId,
        PlanVersion = _version,
        PlanHash = Build().Hash,
        Approved = true,
        Actor = actor,
        At = job.CreatedAt,
    };

    /// <summary>The state of one step of this plan.</summary>
    public StepState StateOf(string stepId, StepStatus status) => new()
    {
        StepId = stepId,
        PlanVersion = _version,
        PlanHash = Build().Hash,
        Status = status,
    };
}
