using Azure.Core;
using Azure.Core.Pipeline;

namespace Countersign.Storage.Azure.Tests.Faults;

/// <summary>Stands between the client and the service; subclasses lose what passes.</summary>
internal abstract class FaultPolicy : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await BeforeAsync(message);
        await ProcessNextAsync(message, pipeline);
        await AfterAsync(message);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

    protected static bool IsBatch(HttpMessage message) => message.Request.Uri.ToString().EndsWith("$batch", StringComparison.Ordinal);

    protected static bool Concerns(HttpMessage message, string part) =>
        message.Request.Uri.ToString().Contains(part, StringComparison.Ordinal);

    protected virtual ValueTask BeforeAsync(HttpMessage message) => ValueTask.CompletedTask;

    protected virtual ValueTask AfterAsync(HttpMessage message) => ValueTask.CompletedTask;
}
