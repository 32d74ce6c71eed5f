using System.Globalization;
using Countersign.Contracts.Errors;

namespace Countersign.Server.Http;

/// <summary>Expected errors of webhooks.</summary>
public static partial class Refusals
{
    public static Refusal WebhookNotFound(string webhookId) =>
        new(404, ErrorCodes.WebhookNotFound, "There is no such webhook", $"No webhook has the id '{webhookId}'.");

    public static Refusal WebhookExists(string webhookId) =>
        new(409, ErrorCodes.WebhookExists, "The webhook id is taken", $"A webhook '{webhookId}' exists. Change it with PATCH, or choose another webhook_id.");

    public static Refusal WebhookDisabled(string webhookId) =>
        new(409, ErrorCodes.WebhookDisabled, "The webhook is disabled", $"Nothing is sent to '{webhookId}' until PATCH sets its enabled to true.");

    public static Refusal TooManyWebhooks(int ofOne, int inAll) =>
        new(409, ErrorCodes.TooManyWebhooks, "There are too many webhooks",
            string.Create(CultureInfo.InvariantCulture, $"A user may have {ofOne} webhooks, and an installation {inAll}. Remove one first."));

    public static Refusal DeliveryNotFound(string webhookId, string deliveryId, int kept) =>
        new(404, ErrorCodes.DeliveryNotFound, "There is no such delivery",
            string.Create(CultureInfo.InvariantCulture, $"The webhook '{webhookId}' has no delivery '{deliveryId}'. Its last {kept} are kept."));

    /// <param name="field">The field that names the target.</param>
    /// <param name="url">The target.</param>
    public static Refusal TargetNotAllowed(string field, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var problem = $"names '{url.Authority}'; allowed are hosts that the operator listed (Http:AllowedHosts).";
        return new Refusal(400, ErrorCodes.TargetNotAllowed, "The target is not allowed", $"{field}: {problem}")
        {
            Errors = new Dictionary<string, string[]> { [field] = [problem] },
        };
    }
}
