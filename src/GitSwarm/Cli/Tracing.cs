using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GitSwarm.Cli;

/// <summary>The logger of <c>-v</c> and <c>GIT_SWARM_TRACE</c>, to standard error; never built without them, for it costs 5 ms at start.</summary>
internal sealed class Tracing : IDisposable
{
    private ILoggerFactory? factory;

    /// <summary>The logger; built at the first call.</summary>
    public ILogger Logger
    {
        get
        {
            factory ??= LoggerFactory.Create(b =>
            {
                b.SetMinimumLevel(LogLevel.Debug);
                b.AddSimpleConsole(o =>
                {
                    o.SingleLine = true;
                    o.ColorBehavior = LoggerColorBehavior.Disabled;
                });
                b.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
            });
            return factory.CreateLogger("git-swarm");
        }
    }

    /// <summary>Writes out what is still queued.</summary>
    public void Dispose() => factory?.Dispose();
}
