using Microsoft.Extensions.Options;

namespace Countersign.Embedded;

/// <summary>Turns what a start can throw into problems with their fixes.</summary>
internal static class StartProblems
{
    /// <summary>Null when the exception is a bug rather than a problem of the installation.</summary>
    public static EmbeddedHostException? Explain(Exception exception, EmbeddedHostSettings settings) => exception switch
    {
        EmbeddedHostException explained => explained,
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
}
