namespace Countersign.Kinds.HttpPipeline;

/// <summary>What later requests use of an answer.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Pointer">Where it stands in the answer's body.</param>
/// <param name="IsSecret">Whether it must not be shown: it is stored sealed.</param>
internal sealed record PipelineCapture(string Name, string Pointer, bool IsSecret);
