namespace Countersign.Durable.Sqlite.Storage;

/// <summary>The instance ended, started over or was replaced while the turn was under way; nothing of the turn counts.</summary>
internal sealed class StaleTurnException(string instanceId)
    : Exception($"Instance '{instanceId}' ended or started over while this turn was under way.");
