using Countersign.Functions;
using Microsoft.Extensions.Hosting;

await FunctionsHost.CreateBuilder(args).Build().RunAsync();
