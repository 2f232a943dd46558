import type * as Swagger from '@nestjs/swagger';

/**
 * What controllers and bodies say of themselves for the description of the API. It is kept as it was said, and told to Swagger when
 * the description is first asked for: to load Swagger with the 530 files below it would cost every start a tenth of its time and the process 15 MB,
 * and hardly any is ever asked.
 */
type Decorator = 'ApiBody' | 'ApiConsumes' | 'ApiExcludeController' | 'ApiHeader' | 'ApiOperation' | 'ApiParam' | 'ApiProduces' | 'ApiProperty' | 'ApiResponse' | 'ApiTags';

const said: ((swagger: typeof Swagger) => void)[] = [];

/** Stands for Swagger's decorator of that name; what it is put on, and in which order, is remembered. */
function later<Name extends Decorator>(name: Name): (typeof Swagger)[Name] {
  const decorator = (...options: unknown[]) => (...place: unknown[]): void => {
    said.push((swagger) => {
      const decorate = (swagger[name] as (...options: unknown[]) => (...place: unknown[]) => void)(...options);
      decorate(...place);
    });
  };
  return decorator as unknown as (typeof Swagger)[Name];
}

export const ApiBody = later('ApiBody');
export const ApiConsumes = later('ApiConsumes');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiHeader = later('ApiHeader');
export const ApiOperation = later('ApiOperation');
export const ApiParam = later('ApiParam');
export const ApiProduces = later('ApiProduces');
export const ApiProperty = later('ApiProperty');
export const ApiResponse = later('ApiResponse');
export const ApiTags = later('ApiTags');

const parametersOf = new WeakMap<object, readonly string[]>();

/** The query parameters that a handler's description names, in the order in which they were said: those it takes. */
export const describedQuery = (handler: object): readonly string[] => parametersOf.get(handler) ?? [];

/** Known at once, since a request may not name others. */
export const ApiQuery = (options: Swagger.ApiQueryOptions): MethodDecorator => (target, key, descriptor) => {
  const handler = descriptor.value as object;
  if ('name' in options && options.name !== undefined) parametersOf.set(handler, [...describedQuery(handler), options.name]);
  said.push((swagger) => void swagger.ApiQuery(options)(target, key, descriptor as PropertyDescriptor));
};

/** Swagger, told all that was said so far. */
export async function swaggerTold(): Promise<typeof Swagger> {
  const swagger = await import('@nestjs/swagger');
  for (const tell of said.splice(0)) tell(swagger);
  return swagger;
}
