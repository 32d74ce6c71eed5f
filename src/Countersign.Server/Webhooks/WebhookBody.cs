using Countersign.Contracts.Errors;
using Countersign.Contracts.Events;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Jobs;

namespace Countersign.Server.Webhooks;

/// <summary>Reads and checks the body of a webhook.</summary>
internal static class WebhookBody
{
    private const int LongestUrl = 2000;
    private const int LongestType = 100;

    public static WebhookRequest ReadNew(JsonFields fields, FieldErrors errors)
    {
        var id = fields.String("webhook_id", JobIds.MaxLength);
        SubmitJobBody.CheckId("webhook_id", id, errors);
        return Read(fields, errors, isPatch: false) with { WebhookId = id };
    }

    public static WebhookRequest ReadPatch(JsonFields fields, FieldErrors errors) => Read(fields, errors, isPatch: true);

    /// <summary>The webhook with what the patch names. A filter takes the place of the one before; an empty one is none.</summary>
    public static WebhookRequest Merge(WebhookRequest webhook, WebhookRequest patch) => new()
    {
        Url = patch.Url ?? webhook.Url,
        Events = patch.Events ?? webhook.Events,
        Filter = patch.Filter is null ? webhook.Filter : OrNone(patch.Filter),
    };

    /// <summary>The filter, or null for one that lets everything pass.</summary>
    public static WebhookFilter? OrNone(WebhookFilter? filter) => filter == new WebhookFilter() ? null : filter;

    private static WebhookRequest Read(JsonFields fields, FieldErrors errors, bool isPatch)
    {
        var request = new WebhookRequest
        {
            Url = fields.String("url", LongestUrl, required: !isPatch),
            Events = fields.Strings("events", EventTypes.All.Count, LongestType),
            Secret = fields.String("secret", WebhookSecrets.Longest),
            Filter = ReadFilter(fields.Object("filter")),
            Enabled = fields.Boolean("enabled"),
        };
        CheckUrl(request.Url, errors);
        if (!isPatch)
        {
            fields.Any("events", required: true);
        }

        CheckEvents(request.Events, errors);
        if (request.Secret is { Length: < WebhookSecrets.Shortest } secret)
        {
            errors.Add("secret", $"has {secret.Length} characters; allowed are {WebhookSecrets.Shortest} to {WebhookSecrets.Longest}.");
        }

        return request;
    }

    private static WebhookFilter? ReadFilter(JsonFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var filter = new WebhookFilter(
            fields.String("kind", SubmitJobBody.LongestName),
            fields.String("task_id", JobIds.MaxLength),
            fields.Choice<JobStatus>("status"),
            fields.String("owner", SubmitJobBody.LongestName));
        fields.RefuseOthers();
        return filter;
    }

    private static void CheckUrl(string? text, FieldErrors errors)
    {
        const string Allowed = "allowed is an http or https URL with a host, without user, password and fragment.";
        if (text is null)
        {
            return;
        }

        // The URL is not repeated: a password may stand in it, and problems are logged.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.Host.Length == 0)
        {
            errors.Add("url", "is no http or https URL; " + Allowed);
        }
        else if (url.UserInfo.Length > 0)
        {
            errors.Add("url", "holds a user or a password; " + Allowed);
        }
        else if (url.Fragment.Length > 0)
        {
            errors.Add("url", "holds a fragment, which is never sent; " + Allowed);
        }
    }

    private static void CheckEvents(IReadOnlyList<string>? events, FieldErrors errors)
    {
        if (events is null)
        {
            return;
        }

        var allowed = $"allowed is {WebhookFilters.Everything} alone, or any of {string.Join(", ", EventTypes.All)}.";
        if (events.Count == 0)
        {
            errors.Add("events", "is empty; " + allowed);
        }
        else if (events.FirstOrDefault(type => type != WebhookFilters.Everything && !EventTypes.All.Contains(type)) is { } unknown)
        {
            errors.Add("events", $"holds '{unknown}'; " + allowed);
        }
        else if (events.Count > 1 && events.Contains(WebhookFilters.Everything))
        {
            errors.Add("events", $"holds {WebhookFilters.Everything} beside others; " + allowed);
        }
        else if (events.Distinct(StringComparer.Ordinal).Count() != events.Count)
        {
            errors.Add("events", "names one twice; " + allowed);
        }
    }
}
