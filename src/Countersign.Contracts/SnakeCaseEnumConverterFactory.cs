using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Countersign.Contracts;

/// <summary>Enum members in snake_case, such as <c>awaiting_approval</c>; numbers are refused.</summary>
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Hosts run on the JIT.")]
internal sealed class SnakeCaseEnumConverterFactory()
    : JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
