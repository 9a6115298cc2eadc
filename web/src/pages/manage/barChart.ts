/** Bars by ECharts: its core, bars and SVG alone, loaded when the first chart is on the screen. */
import { BarChart, CustomChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import { SVGRenderer } from 'echarts/renderers';

register([BarChart, CustomChart, GridComponent, AriaComponent, SVGRenderer]);

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** How far off the value may be. */
  readonly low?: number;
  readonly high?: number;
}

export interface Bars {
  readonly bars: readonly Bar[];
  readonly isSideways: boolean;
  readonly format: (value: number) => string;
  /** The end of the scale; absent: what the bars need. */
  readonly max?: number;
}

const BAR_PX = 26;
const HEIGHT_PX = 220;

/** Draws into `host` and follows its width; gives what takes it away. */
export function drawBars(host: HTMLElement, bars: Bars): () => void {
  host.style.height = `${bars.isSideways ? bars.bars.length * BAR_PX + 40 : HEIGHT_PX}px`;
  const chart = init(host, null, { renderer: 'svg' });
  draw(chart, host, bars);
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(host);
  // Colours are read once, so they are read anew when the page turns light or dark.
  const repaint = () => draw(chart, host, bars);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', repaint);
  const chosen = new MutationObserver(repaint);
  chosen.observe(document.documentElement, { attributeFilter: ['data-scheme'] });
  return () => {
    resized.disconnect();
    chosen.disconnect();
    scheme.removeEventListener('change', repaint);
    chart.dispose();
  };
}

function draw(chart: ECharts, host: HTMLElement, { bars, isSideways, format, max }: Bars): void {
  const text = {
    color: colour(host, '--gw-quiet'),
    fontFamily: getComputedStyle(host).fontFamily,
    fontSize: 12,
  };
  const line = { lineStyle: { color: colour(host, '--gw-line') } };
  const names = {
    type: 'category' as const,
    data: bars.map((one) => one.name),
    axisLabel: {
      ...text,
      hideOverlap: true,
      ...(isSideways ? { width: 150, overflow: 'truncate' as const } : {}),
    },
    axisTick: { show: false },
    axisLine: line,
    inverse: isSideways,
  };
  const values = {
    type: 'value' as const,
    axisLabel: { ...text, hideOverlap: true, formatter: format },
    splitLine: line,
    splitNumber: 4,
    minInterval: max === undefined ? 1 : 0,
    ...(max === undefined ? {} : { max }),
  };
  chart.setOption({
    animation: false,
    grid: {
      left: 8,
      right: 24,
      top: 12,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: isSideways ? values : names,
    yAxis: isSideways ? names : values,
    series: [
      {
        type: 'bar',
        data: bars.map((one) => one.value),
        itemStyle: { color: colour(host, '--gw-accent'), opacity: 0.6 }, // the ranges are seen on it
        barMaxWidth: 28,
      },
      {
        type: 'custom',
        silent: true,
        data: bars.map((one, place) => [place, one.low ?? one.value, one.high ?? one.value]),
        renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const at = (value: number) =>
            api.coord(isSideways ? [value, api.value(0)] : [api.value(0), value]);
          const [x1 = 0, y1 = 0] = at(Number(api.value(1)));
          const [x2 = 0, y2 = 0] = at(Number(api.value(2)));
          const style = { stroke: colour(host, '--gw-text'), lineWidth: 2 };
          return { type: 'line', shape: { x1, y1, x2, y2 }, style };
        },
      },
    ],
  });
}

/** What a property of ours is in light or dark as the page is now. */
function colour(host: HTMLElement, name: string): string {
  const probe = host.ownerDocument.createElement('span');
  probe.style.color = `var(${name})`;
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
