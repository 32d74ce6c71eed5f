using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Server.Http;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

/// <summary>Reads the query of an older list: <c>skip</c>, <c>limit</c> and a folded <c>status</c>; other parameters are passed over.</summary>
internal static class OlderList
{
    /// <summary>Fills in what the request asks for, and keeps the list to what the caller may see.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">What the list shows in any case.</param>
    /// <param name="fold">How the list shows statuses.</param>
    /// <param name="more">Reads further parameters.</param>
    public static (JobQuery? Query, Refusal? Refusal) Read(
        ApiRequest request, JobQuery query, Func<JobStatus, string> fold, Func<QueryFields, JobQuery, JobQuery>? more = null)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(request.Http.Query, errors);
        var status = fields.String("status");
        var read = query with
        {
            Statuses = status is null ? [] : OlderStatuses.Under(status, fold),
            Skip = fields.Skip(),
            Limit = fields.Limit(),
            Owner = request.Caller.IsAdmin ? null : request.Caller.User,
        };
        if (status is not null && read.Statuses.Count == 0)
        {
            errors.Add("status", $"is '{status}'; allowed is one of {OlderStatuses.NamesOf(fold)}.");
        }

        read = more?.Invoke(fields, read) ?? read;
        return errors.IsEmpty ? (read, null) : (null, Refusals.Invalid(errors));
    }
}
