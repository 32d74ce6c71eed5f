namespace Countersign.Server.Ports;

/// <summary>The sorts of definitions; part of every store's format and never renamed.</summary>
public static class DefinitionSorts
{
    public const string Task = "task";
    public const string Schedule = "schedule";
    public const string Webhook = "webhook";

    /// <summary>How far a webhook has come; its identifier is the webhook's with its time of creation.</summary>
    public const string WebhookState = "webhook_state";

    /// <summary>When each upkeep of the server is due; nobody is shown them.</summary>
    public const string Upkeep = "upkeep";
}
