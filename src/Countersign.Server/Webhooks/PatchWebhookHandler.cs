using Countersign.Contracts;
using Countersign.Contracts.Webhooks;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Webhooks;

/// <summary>Changes what the body names. One that is enabled again goes on with the event that it had come to.</summary>
internal sealed class PatchWebhookHandler(
    JsonBody body, IDefinitionStore definitions, WebhookStates states, IEventFeed feed, HttpOptions http, WebhookSignal signal, TimeProvider clock)
    : WebhookEndpointHandler(definitions, states)
{
    protected override async Task<IResult> AnswerAsync(ApiRequest request, SavedWebhook webhook, CancellationToken cancellationToken)
    {
        var (patch, refusal) = await body.ReadAsync(request.Http, WebhookBody.ReadPatch, cancellationToken);
        if (patch is null)
        {
            return refusal!;
        }

        if (patch.Url is { } url && !http.ToHostList().Allows(new Uri(url)))
        {
            return Refusals.TargetNotAllowed("url", new Uri(url));
        }

        var now = WholeMilliseconds.Of(clock.GetUtcNow());
        var changed = await Definitions.UpdateAsync(
            DefinitionSorts.Webhook, webhook.WebhookId, found => Changed(found, patch, request, now), cancellationToken);
        if (changed is null)
        {
            return Refusals.WebhookNotFound(webhook.WebhookId);
        }

        var saved = SavedWebhook.Of(changed);
        if (patch.Enabled is { } enabled)
        {
            await SwitchAsync(saved, enabled, now, cancellationToken);
        }

        signal.Set();
        return Answers.Json(saved.Show(await FindStateAsync(saved, cancellationToken)), ContractsJson.Default.Webhook);
    }

    private static DefinitionRecord Changed(DefinitionRecord found, WebhookRequest patch, ApiRequest request, DateTimeOffset now)
    {
        var content = SavedWebhook.Of(found).Content;

        // Somebody else who changes it lends it nothing: it gets what the owner may read.
        var roles = request.Caller.Owns(found.Owner) ? request.Caller.Roles : content.Roles;
        return SavedWebhook.WithContent(found, content with
        {
            Request = WebhookBody.Merge(content.Request, patch),
            Secret = patch.Secret ?? content.Secret,
            Roles = roles,
        }) with { UpdatedAt = now };
    }

    private async Task SwitchAsync(SavedWebhook webhook, bool enabled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindStateAsync(webhook, cancellationToken) is null)
        {
            // The process ended between the webhook and its state.
            var state = SavedWebhookState.New(webhook.Definition, await feed.FindEndAsync(cancellationToken), enabled, now);
            await Definitions.TryCreateAsync(state, cancellationToken);
            return;
        }

        await Definitions.UpdateAsync(
            DefinitionSorts.WebhookState,
            SavedWebhookState.IdOf(webhook.Definition),
            record =>
            {
                var found = SavedWebhookState.Of(record);
                return found.IsEnabled == enabled ? record
                    : enabled ? found.Enable()
                    : found.Disable(reason: null, now);
            },
            cancellationToken);
    }
}
