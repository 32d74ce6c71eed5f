using System.Text.Json;
using Countersign.Contracts.Approvals;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Plans;
using Countersign.Server.Http;
using Countersign.Server.Kinds;

namespace Countersign.Server.Jobs;

/// <summary>Reads and checks the body of a submission.</summary>
internal sealed class SubmitJobBody(KindCatalogue kinds)
{
    public const int LongestName = 200;
    public const int MaxTags = 20;
    public const int LowestPriority = -10;
    public const int HighestPriority = 10;

    private const double LongestTimeout = 31_536_000;

    public SubmitJobRequest Read(JsonFields fields, FieldErrors errors)
    {
        var request = new SubmitJobRequest
        {
            Kind = fields.String("kind", LongestName, required: true) ?? "",
            Input = fields.Any("input", required: true) ?? default,
            Name = fields.String("name", LongestName),
            JobId = fields.String("job_id", JobIds.MaxLength),
            TaskId = fields.String("task_id", JobIds.MaxLength),
            Tags = fields.Strings("tags", MaxTags, LongestName),
            Approval = ReadApproval(fields.Object("approval"), errors),
            Priority = fields.Integer("priority", LowestPriority, HighestPriority),
            MaxRounds = fields.Integer("max_rounds", 1, 20),
            Budget = ReadBudget(fields.Object("budget")),
        };

        CheckId("job_id", request.JobId, errors);
        CheckId("task_id", request.TaskId, errors);
        CheckInput(request, errors);
        return request;
    }

    private static void CheckId(string field, string? value, FieldErrors errors)
    {
        if (value is not null && !JobIds.IsValid(value))
        {
            errors.Add(field, $"is '{value}'; allowed is {JobIds.Pattern}, except words of a route (stats).");
        }
    }

    private void CheckInput(SubmitJobRequest request, FieldErrors errors)
    {
        if (request.Kind.Length == 0)
        {
            return;
        }

        if (kinds.Find(request.Kind) is not { } kind)
        {
            var known = string.Join(", ", kinds.All.Select(candidate => candidate.Descriptor.Kind));
            errors.Add("kind", $"is '{request.Kind}'; this server knows {known}.");
        }
        else if (request.Input.ValueKind != JsonValueKind.Undefined)
        {
            kind.CheckInput(request.Input, errors);
        }
    }

    private static ApprovalRequest? ReadApproval(JsonFields? fields, FieldErrors errors)
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
        };
        foreach (var approver in approval.Approvers ?? [])
        {
            if (!approver.StartsWith("user:", StringComparison.Ordinal) && !approver.StartsWith("role:", StringComparison.Ordinal))
            {
                errors.Add("approval.approvers", $"holds '{approver}'; allowed is user:NAME or role:NAME.");
            }
        }

        if (approval.OnTimeout == TimeoutAction.Escalate)
        {
            errors.Add("approval.on_timeout", "is escalate, which needs an escalation chain; this server takes fail or cancel.");
        }

        fields.RefuseOthers();
        return approval;
    }

    private static Estimate? ReadBudget(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var budget = new Estimate
        {
            DurationSeconds = fields.Number("duration_seconds", 0, double.MaxValue),
            BytesRead = (long?)fields.Number("bytes_read", 0, long.MaxValue),
            BytesWritten = (long?)fields.Number("bytes_written", 0, long.MaxValue),
            Tokens = (long?)fields.Number("tokens", 0, long.MaxValue),
            Cost = fields.Number("cost", 0, double.MaxValue),
        };
        fields.RefuseOthers();
        return budget;
    }
}
