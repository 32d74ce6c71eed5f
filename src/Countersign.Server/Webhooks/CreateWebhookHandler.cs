using Countersign.Contracts;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Saves a new webhook, which gets the events that become readable from then on.</summary>
internal sealed class CreateWebhookHandler(
    JsonBody body, IDefinitionStore definitions, IEventFeed feed, HttpOptions http, WebhookSignal signal, TimeProvider clock) : IEndpointHandler
{
    /// <summary>How many webhooks one user may have.</summary>
    public const int MostOfOne = 50;

    /// <summary>How many an installation may have: each looks at every event.</summary>
    public const int MostInAll = 500;

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (content, refusal) = await body.ReadAsync(request.Http, WebhookBody.ReadNew, cancellationToken);
        if (content is null)
        {
            return refusal!;
        }

        if (await RefuseAsync(content.Url!, request.Caller.User, cancellationToken) is { } refused)
        {
            return refused;
        }

        var id = content.WebhookId ?? TimeOrderedId.New(clock);
        var made = content.Secret is null ? WebhookSecrets.Create() : null;
        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var record = SavedWebhook.WithContent(
            DefinitionRecord.New(DefinitionSorts.Webhook, id, request.Caller.User, content.Url!, now),
            new StoredWebhook
            {
                Request = content with { Filter = WebhookBody.OrNone(content.Filter) },
                Secret = content.Secret ?? made!,
                Roles = request.Caller.Roles,
            });
        var state = SavedWebhookState.New(record, await feed.FindEndAsync(cancellationToken), content.Enabled ?? true, now);
        if (await definitions.TryCreateAsync(record, cancellationToken) is not null)
        {
            return Refusals.WebhookExists(id);
        }

        await definitions.TryCreateAsync(state, cancellationToken);
        signal.Set();
        request.Http.HttpContext.Response.Headers.Location = $"/api/webhooks/{id}";
        var answer = SavedWebhook.Of(record).Show(SavedWebhookState.Of(state)) with { Secret = made };
        return Answers.Json(answer, ContractsJson.Default.Webhook, StatusCodes.Status201Created);
    }

    private async Task<Refusal?> RefuseAsync(string url, string user, CancellationToken cancellationToken)
    {
        if (!http.ToHostList().Allows(new Uri(url)))
        {
            return Refusals.TargetNotAllowed("url", new Uri(url));
        }

        var own = await CountAsync(user, cancellationToken);
        return own >= MostOfOne || await CountAsync(null, cancellationToken) >= MostInAll ? Refusals.TooManyWebhooks(MostOfOne, MostInAll) : null;
    }

    private async Task<long> CountAsync(string? owner, CancellationToken cancellationToken) =>
        (await definitions.ListAsync(new DefinitionQuery { Sort = DefinitionSorts.Webhook, Owner = owner, Limit = 0 }, cancellationToken)).Total;
}
