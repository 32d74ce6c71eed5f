using System.Runtime.CompilerServices;
using Countersign.Server.Ports;

namespace Countersign.Server.Upkeep;

/// <summary>Reads every definition of a sort, page by page.</summary>
internal static class DefinitionWalk
{
    private const int PageSize = 100;

    public static async IAsyncEnumerable<DefinitionRecord> ReadAsync(
        IDefinitionStore definitions, string sort, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await definitions.ListAsync(new DefinitionQuery { Sort = sort, Skip = skip, Limit = PageSize }, cancellationToken);
            foreach (var definition in page.Items)
            {
                yield return definition;
            }

            if (page.Items.Count < PageSize)
            {
                yield break;
            }
        }
    }
}
