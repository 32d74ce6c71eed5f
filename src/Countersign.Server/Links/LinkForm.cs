using System.Text;
using Countersign.Contracts.Approvals;
using Countersign.Server.Http;
using Countersign.Server.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Countersign.Server.Links;

/// <summary>Reads what the page of an approval link sends.</summary>
internal sealed class LinkForm(LimitsOptions limits)
{
    /// <summary>The decision, or why it is none.</summary>
    public async Task<(DecisionRequest? Decision, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return (null, Refusals.UnsupportedMediaType(request.ContentType, "application/x-www-form-urlencoded or application/json"));
        }

        if (await BoundedStream.ReadAsync(request, limits.MaxBodyBytes, cancellationToken) is not { } bytes)
        {
            return (null, Refusals.BodyTooLarge(limits.MaxBodyBytes));
        }

        var fields = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes.Span));
        var feedback = fields.TryGetValue("feedback", out var text) ? text.ToString() : "";
        if (feedback.Length > DecisionBody.LongestFeedback)
        {
            return (null, Refusals.Invalid("feedback", $"has {feedback.Length} characters; allowed are {DecisionBody.LongestFeedback}."));
        }

        return bool.TryParse(fields.TryGetValue("approved", out var answer) ? answer.ToString() : "", out var approved)
            ? (new DecisionRequest { Approved = approved, Feedback = feedback.Length == 0 ? null : feedback }, null)
            : (null, Refusals.Invalid("approved", "is required: true or false."));
    }
}
