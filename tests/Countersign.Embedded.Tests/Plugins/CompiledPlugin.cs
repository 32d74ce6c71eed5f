using Countersign.Kinds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Countersign.Embedded.Tests.Plugins;

/// <summary>Assemblies of kinds, compiled in memory, that are as wrong as a test wants them.</summary>
internal static class CompiledPlugin
{
    /// <summary>Writes an assembly with one kind.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="kind">The kind's name.</param>
    /// <param name="members">More members of the class, such as a constructor.</param>
    /// <param name="visibility">The class's visibility.</param>
    public static void Write(string path, string kind, string members = "", string visibility = "public") => Compile(
        path,
        $$"""
        using System; using System.Collections.Generic; using System.Text.Json; using System.Threading; using System.Threading.Tasks;
        using Countersign.Contracts.Errors; using Countersign.Contracts.Kinds; using Countersign.Contracts.Plans; using Countersign.Kinds;
        {{visibility}} sealed class PlugIn : IJobKind
        {
            private static readonly JsonElement AnyObject = JsonElement.Parse("{\"type\": \"object\"}");
            {{members}}
            public KindDescriptor Descriptor => new() { Kind = "{{kind}}", Title = "t", Description = "d", Version = "1", Risk = Risk.Read, InputSchema = AnyObject, ResultSchema = AnyObject };
            public void CheckInput(JsonElement input, FieldErrors errors) { }
            public Task<Analysis> AnalyzeAsync(AnalysisContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
            public Task<PlanDraft> PlanAsync(PlanContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
            public Task<JsonElement> ExecuteAsync(StepContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
            public JsonElement Summarize(SummaryContext context) => AnyObject;
        }
        """);

    /// <summary>Writes an assembly of that source.</summary>
    public static void Compile(string path, string source, params string[] references)
    {
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(IJobKind).Assembly.Location).Concat(references).Distinct();
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            known.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var file = File.Create(path);
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
