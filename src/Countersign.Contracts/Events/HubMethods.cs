namespace Countersign.Contracts.Events;

/// <summary>What clients of the hub call, and what answers them; wire names.</summary>
public static class HubMethods
{
    public const string Ping = "ping";
    public const string Pong = "pong";
}
