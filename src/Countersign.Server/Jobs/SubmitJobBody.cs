using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Kinds;
using Countersign.Server.Plans;
using Countersign.Server.Ports;
using Countersign.Server.Secrets;

namespace Countersign.Server.Jobs;

/// <summary>Reads and checks the body of a submission.</summary>
internal sealed class SubmitJobBody(KindCatalogue kinds)
{
    public const int LongestName = 200;
    public const int MaxTags = 20;
    public const int LowestPriority = -10;
    public const int HighestPriority = 10;

    private const int MaxEscalations = 10;
    private const double LongestTimeout = 31_536_000;

    public SubmitJobRequest Read(JsonFields fields, FieldErrors errors)
    {
        // The run of a task may take both from the task.
        var taskId = fields.String("task_id", JobIds.MaxLength);
        var request = new SubmitJobRequest
        {
            Kind = fields.String("kind", LongestName, required: taskId is null),
            Input = fields.Any("input", required: taskId is null),
            Parameters = fields.Any("parameters"),
            Name = fields.String("name", LongestName),
            JobId = fields.String("job_id", JobIds.MaxLength),
            TaskId = taskId,
            Tags = fields.Strings("tags", MaxTags, LongestName),
            Approval = ReadApproval(fields.Object("approval"), errors),
            Priority = fields.Integer("priority", LowestPriority, HighestPriority),
            MaxRounds = fields.Integer("max_rounds", 1, 20),
            Budget = PlanStepsBody.ReadEstimate(fields.Object("budget")),
        };

        if (request.Parameters is not null && (taskId is null || request.Input is not null))
        {
            errors.Add("parameters", "are given; allowed are parameters with a task_id and without an input.");
        }

        CheckTags(request.Tags, errors);
        CheckId("job_id", request.JobId, errors);
        CheckId("task_id", request.TaskId, errors);
        CheckInput(request, errors);
        return request;
    }

    public static void CheckTags(IReadOnlyList<string>? tags, FieldErrors errors)
    {
        foreach (var tag in (tags ?? []).Where(tag => !JobLabels.IsTag(tag)))
        {
            errors.Add("tags", $"holds '{tag}'; allowed are tags without control characters.");
        }
    }

    public static void CheckId(string field, string? value, FieldErrors errors)
    {
        if (value is not null && !JobIds.IsValid(value))
        {
            errors.Add(field, $"is '{value}'; allowed is {JobIds.Pattern}, except words of a route (stats).");
        }
    }

    /// <summary>Checks kind and input, as far as they are there.</summary>
    public void CheckInput(SubmitJobRequest request, FieldErrors errors)
    {
        if (request.Kind is not { Length: > 0 })
        {
            return;
        }

        if (kinds.Find(request.Kind) is not { } kind)
        {
            errors.Add("kind", $"is '{request.Kind}'; this server knows {kinds.Names}.");
        }
        else if (request.Input is { } input)
        {
            SecretReferences.Check(input, "input", errors);
            kind.CheckInput(input, errors);
        }
    }

    public static ApprovalRequest? ReadApproval(JsonFields? fields, FieldErrors errors)
    {
        if (fields is null)
        {
            return null;
        }

        var approval = new ApprovalRequest
        {
            Mode = fields.Choice<ApprovalMode>("mode"),
            TimeoutSeconds = fields.Number("timeout_seconds", 1, LongestTimeout),
            Required = fields.Integer("required", 1, 20),
            Approvers = fields.Strings("approvers", 50, LongestName),
            AllowSelf = fields.Boolean("allow_self"),
            OnTimeout = fields.Choice<TimeoutAction>("on_timeout"),
            Escalation = fields.Objects("escalation", MaxEscalations)?.Select(link => ReadLink(link.Fields, link.Path, errors)).ToArray(),
        };
        foreach (var approver in (approval.Approvers ?? []).Where(approver => !NamesSomebody(approver)))
        {
            errors.Add("approval.approvers", $"holds '{approver}'; allowed is user:NAME or role:NAME.");
        }

        CheckEscalation(approval, errors);
        fields.RefuseOthers();
        return approval;
    }

    private static EscalationLink ReadLink(JsonFields fields, string path, FieldErrors errors)
    {
        var after = fields.Number("after_seconds", 1, LongestTimeout);
        if (after is null)
        {
            errors.Add($"{path}.after_seconds", "is required, in seconds from the opening of the gate.");
        }

        var to = fields.String("to", LongestName, required: true) ?? "";
        if (to.Length > 0 && !NamesSomebody(to))
        {
            errors.Add($"{path}.to", $"is '{to}'; allowed is user:NAME or role:NAME.");
        }

        fields.RefuseOthers();
        return new EscalationLink(after ?? 1, to);
    }

    private static void CheckEscalation(ApprovalRequest approval, FieldErrors errors)
    {
        IReadOnlyList<EscalationLink> chain = approval.Escalation ?? [];
        if ((approval.OnTimeout == TimeoutAction.Escalate) != (chain.Count > 0))
        {
            errors.Add("approval.escalation", $"has {chain.Count} links; allowed are 1 to {MaxEscalations} with on_timeout: escalate, and none otherwise.");
        }

        for (var i = 1; i < chain.Count; i++)
        {
            if (chain[i].AfterSeconds <= chain[i - 1].AfterSeconds)
            {
                errors.Add($"approval.escalation[{i}].after_seconds", $"is {chain[i].AfterSeconds}; allowed is more than the link before has, which is {chain[i - 1].AfterSeconds}.");
            }
        }
    }

    private static bool NamesSomebody(string name) =>
        name.Length > "user:".Length
        && (name.StartsWith("user:", StringComparison.Ordinal) || name.StartsWith("role:", StringComparison.Ordinal));
}
