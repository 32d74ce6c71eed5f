using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Countersign.Conformance.Durable;

/// <summary>Keeps what is logged, for tests to look at.</summary>
public sealed class RecordingLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, string Message)> _entries = new();

    /// <summary>The messages of one category, in order.</summary>
    public IReadOnlyList<string> Messages(string category) =>
        [.. _entries.Where(entry => entry.Category == category).Select(entry => entry.Message)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(string Category, string Message)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((category, $"{formatter(state, exception)} {exception}"));
    }
}
