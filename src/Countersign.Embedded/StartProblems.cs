using Countersign.Server.Ports;
using Countersign.Server.Proof;
using Countersign.Server.Watch;
using Countersign.Sqlite;
using Microsoft.Extensions.Options;

namespace Countersign.Embedded;

/// <summary>Turns what a start can throw into problems with their fixes.</summary>
internal static class StartProblems
{
    /// <summary>Null when the exception is a bug rather than a problem of the installation.</summary>
    public static EmbeddedHostException? Explain(Exception exception, EmbeddedHostSettings settings, string dataFolder) => exception switch
    {
        EmbeddedHostException explained => explained,
        SqliteException database => Explain(database, dataFolder),
        StoreUnavailableException { InnerException: SqliteException database } => Explain(database, dataFolder),
        StoreUnavailableException unavailable =>
            new EmbeddedHostException([$"{unavailable.Message} Make room and see that this user may write '{dataFolder}', or choose another folder with --data."], unavailable),
        WatchedFolderException watched => new EmbeddedHostException([watched.Message], watched),
        SigningKeyException keys => new EmbeddedHostException([keys.Message], keys),
        OptionsValidationException invalid => new EmbeddedHostException([.. invalid.Failures], invalid),
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            new EmbeddedHostException([.. many.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures)], many),
        InvalidDataException or FormatException when settings.ConfigFile is not null =>
            new EmbeddedHostException([$"'{settings.ConfigFile}' cannot be read as configuration: it is not a JSON object of settings."], exception),
        FileNotFoundException when settings.ConfigFile is not null =>
            new EmbeddedHostException([$"There is no file '{settings.ConfigFile}' (--config)."], exception),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } =>
            new EmbeddedHostException([$"A setting has a value of the wrong form: {exception.Message}"], exception),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            new EmbeddedHostException([$"{string.Join(", ", settings.Urls)} is in use by another program. Choose another port with --urls, or port 0 for a free one."], exception),
        InvalidOperationException when exception.Message.Contains("newer release", StringComparison.Ordinal) =>
            new EmbeddedHostException([exception.Message], exception),
        _ => null,
    };

    /// <summary>What is wrong with the database, and what mends it.</summary>
    /// <param name="exception">What SQLite reports.</param>
    /// <param name="path">The file, or its folder.</param>
    public static EmbeddedHostException Explain(SqliteException exception, string path) => new(
        [
            exception.Fault switch
            {
                SqliteFault.Corrupt => $"{exception.Message} Nothing was changed.",
                SqliteFault.Busy => $"Another program holds '{path}' ({exception.Message}). End it, or choose another folder with --data.",
                _ => $"'{path}' cannot be written ({exception.Message}). Make room and see that this user may write the folder, or choose another with --data.",
            },
        ],
        exception);
}
