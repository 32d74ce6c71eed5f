using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>Tells what is wrong with the machine from what is wrong with the program.</summary>
internal static class StoreFault
{
    /// <summary>The exception in the server's words; as it is when it is no fault of the machine.</summary>
    public static Exception Explain(Exception exception) => exception is SqliteUnavailableException
        ? new StoreUnavailableException($"The database cannot be used right now. {exception.Message}", exception)
        : exception;

    /// <summary>Whether the operating system refused to write, for want of room or permission.</summary>
    public static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
