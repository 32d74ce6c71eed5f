using System.Text.Json.Serialization;
using Countersign.Kinds.CodeAnalysis.Findings;
using Countersign.Kinds.CodeAnalysis.Rules;

namespace Countersign.Kinds.CodeAnalysis.Job;

/// <summary>The documents of this kind as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(SeverityConverter), typeof(RuleCategoryConverter)])]
[JsonSerializable(typeof(SourceFacts))]
[JsonSerializable(typeof(StepReport))]
[JsonSerializable(typeof(AnalysisResult))]
internal sealed partial class CodeAnalysisJson : JsonSerializerContext;
