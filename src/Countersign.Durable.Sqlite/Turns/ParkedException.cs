namespace Countersign.Durable.Sqlite.Turns;

/// <summary>An instance cannot be run as things are. Nothing has happened to it, and no other instance is concerned.</summary>
internal sealed class ParkedException(FailureDetails failure, Exception cause) : Exception(failure.Message, cause)
{
    public FailureDetails Failure { get; } = failure;

    public static ParkedException ForVersion(VersionNotRegisteredException cause) =>
        new(new FailureDetails(cause.GetType().FullName!, cause.Message, Retryable: false), cause);

    public static ParkedException ForUnreadable(string what, string instanceId, InvalidDataException cause) => new(
        new FailureDetails(
            cause.GetType().FullName!,
            $"The {what} of instance '{instanceId}' cannot be read: {cause.Message} A later release may have written it, or the file is damaged.",
            Retryable: false),
        cause);
}
