namespace Countersign.Server.Watch;

/// <summary>The watched folder cannot be used; the message says why and what mends it.</summary>
public sealed class WatchedFolderException(string message, Exception? inner = null) : Exception(message, inner);
